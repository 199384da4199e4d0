"""Write what is made from the data, before a release: the schemas, and the plans in docs/examples.

Both may be older than the data until then; nothing that runs reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from npqpath.advice.cohort_dates import stand
from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.legal_deadlines import find_deadlines
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import make_plan
from npqpath.advice.route import find_route
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.load import bundled_folder, load
from npqpath.dataset.yaml_reader import read
from npqpath.output.formats import render_json
from npqpath.output.json_schemas import SCHEMA_NAMES, schema_for
from npqpath.output.markdown import render_markdown
from npqpath.output.views.plan import plan_document
from npqpath.output.views.route import route_document
from npqpath.output.views.team import team_document
from npqpath.team.candidates import join
from npqpath.team.report import Report, make_report
from npqpath.team.staff_list import read_roster
from npqpath.team.team_file import TeamFile, read_team_file

ROOT = Path(__file__).resolve().parent.parent


def schemas(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each schema."""
    for name in SCHEMA_NAMES:
        yield f"{name}.schema.json", render_json(schema_for(name, catalogue))


ROUTES = {
    "head-of-year": "headteacher",
    "early-career": "senco",
    "after-npqsl": "classroom-teacher",
    "new-head": "part-time-headship",
    "trust-leader": "headteacher",
}
"""The people whose ways to a post are shown: up, across and down, by their files of answers."""


def plans(core: CompiledRules, examples: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of a plan for each file of answers, of some routes, and of the trust.

    Their day is the one on which the facts were checked, so that they change only with data and program.
    """
    catalogue = core.catalogue
    standing = stand(catalogue, catalogue.qualifications.checked)
    for file in sorted((examples / "answers").glob("*.yaml")):
        person = make_person(core, read_answers(_mapping(file), catalogue))
        yield f"{file.stem}.md", render_markdown(plan_document(make_plan(person, standing.on)))
        if (goal := ROUTES.get(file.stem, "")) in catalogue.posts_by_id:
            route = find_route(person, goal, standing)
            found = route_document(catalogue, route, find_deadlines(person, standing), full=True)
            yield f"{file.stem}-to-{goal}.md", render_markdown(found)
    yield "trust.md", _trust(core, examples / "trust")


def _mapping(file: Path) -> dict[str, object]:
    data = read(file).data
    assert isinstance(data, dict)
    return data


def _trust(core: CompiledRules, folder: Path) -> str:
    """Return the report on the made-up trust, without a page for each of its people."""
    people, _ = join(core, read_roster(folder / "staff.csv", core.catalogue).people)
    ids, schools = [each.id for each in people], [each.school for each in people]
    wanted = read_team_file(read(folder / "team.yaml"), TeamFile, core.catalogue, ids, schools)
    report = make_report(core, people, wanted, stand(core.catalogue, core.catalogue.qualifications.checked))
    assert isinstance(report, Report)
    return render_markdown(team_document(report, ("governors", "head")))


def write(folder: Path, files: dict[str, str]) -> None:
    """Make these all the files of a folder, and say which there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        print((folder / name).relative_to(ROOT))


def main() -> None:
    """Write every file anew."""
    catalogue = load(bundled_folder(), None)
    write(ROOT / "schema", dict(schemas(catalogue)))
    write(ROOT / "docs" / "examples", dict(plans(compile_rules(catalogue), ROOT / "examples")))


if __name__ == "__main__":
    main()
