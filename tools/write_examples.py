"""Write docs/examples anew: a plan for each file of answers in examples/answers, and the trust's report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import yaml

from npqpath.advice.answers import read_answers
from npqpath.advice.calendar import stand
from npqpath.advice.core import CompiledRules, compile_rules
from npqpath.advice.plan import make_plan
from npqpath.advice.situation import make_person
from npqpath.catalogue.loading import bundled_folder, load
from npqpath.catalogue.reading import read
from npqpath.render.markdown import render_markdown
from npqpath.render.plan_document import plan_document
from npqpath.render.team_document import team_document
from npqpath.team.joining import join
from npqpath.team.reading import read_roster
from npqpath.team.report import Report, make_report
from npqpath.team.teamfile import read_team_file

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "examples" / "answers"
TRUST = ROOT / "examples" / "trust"
PLANS = ROOT / "docs" / "examples"
DAY = dt.date(2026, 11, 22)
"""The day of all these plans, so that they change only with the data and the program."""


def plans() -> Iterator[tuple[Path, str]]:
    """Yield each file of a plan with the text that belongs there."""
    core = compile_rules(load(bundled_folder(), None))
    for file in sorted(ANSWERS.glob("*.yaml")):
        answers = read_answers(yaml.safe_load(file.read_text("utf-8")), core.catalogue)
        plan = make_plan(make_person(core, answers), DAY)
        yield PLANS / f"{file.stem}.md", render_markdown(plan_document(plan))
    yield PLANS / "trust.md", _trust(core)


def _trust(core: CompiledRules) -> str:
    """Return the report on the made-up trust."""
    people = join(core, read_roster(TRUST / "staff.csv", core.catalogue).people).people
    ids, schools = [each.id for each in people], [each.school for each in people]
    wanted = read_team_file(read(TRUST / "team.yaml"), core.catalogue, ids, schools)
    report = make_report(core, people, wanted, stand(core.catalogue, DAY))
    assert isinstance(report, Report)
    return render_markdown(team_document(report))


def main() -> None:
    """Write every plan, and take away those whose answers are gone."""
    PLANS.mkdir(parents=True, exist_ok=True)
    written = dict(plans())
    for path in PLANS.glob("*.md"):
        if path not in written:
            path.unlink()
    for path, text in written.items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
