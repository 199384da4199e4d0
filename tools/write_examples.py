"""Write the plans in docs/examples anew, one for each file of answers in examples/answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import yaml

from npqpath.advice.answers import read_answers
from npqpath.advice.core import compile_core
from npqpath.advice.plan import make_plan
from npqpath.advice.situation import situate
from npqpath.catalogue.loading import bundled_folder, load
from npqpath.render.markdown import render_markdown
from npqpath.render.plan_document import plan_document

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "examples" / "answers"
PLANS = ROOT / "docs" / "examples"
DAY = dt.date(2026, 11, 22)
"""The day of all these plans, so that they change only with the data and the program."""


def plans() -> Iterator[tuple[Path, str]]:
    """Yield each file of a plan with the text that belongs there."""
    core = compile_core(load(bundled_folder(), None))
    for file in sorted(ANSWERS.glob("*.yaml")):
        answers = read_answers(yaml.safe_load(file.read_text("utf-8")), core.catalogue)
        plan = make_plan(situate(core, answers), DAY)
        yield PLANS / f"{file.stem}.md", render_markdown(plan_document(plan))


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
