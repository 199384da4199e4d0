"""Print how long plans are: words of the whole plan before its sources, and lines of its one page."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import mean

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import Plan, make_plan
from npqpath.dataset.catalogue import on_day
from npqpath.dataset.load import bundled_folder, load
from npqpath.output.document import Document, Heading
from npqpath.output.terminal import render_terminal
from npqpath.output.text import render_plain
from npqpath.output.views.page import WIDTH, page_document
from npqpath.output.views.plan import plan_document
from tools.benchmark import load_yaml

ROOT = Path(__file__).parents[1]
MOST_WORDS = 1500
FOLDERS = ("examples/answers", "benchmark/answers")


def main() -> int:
    """Print the mean and the most. Returns 1 where plans are longer than they should be on average."""
    catalogue = load(bundled_folder(), None)
    core = compile_rules(on_day(catalogue, catalogue.pathways.checked))
    people = dict(people_of(core))
    plans = {
        name: make_plan(make_person(core, read_answers(answers, core.catalogue)), dt.date(2026, 11, 28))
        for name, answers in people.items()
    }
    words = {name: words_of(plan_document(plan)) for name, plan in plans.items()}
    lines = {name: lines_of(plan) for name, plan in plans.items()}
    print(f"{len(people)} people of data/people.yaml, examples and benchmark")
    for what, counts in (("words before the sources", words), ("lines of the page", lines)):
        longest = max(counts, key=lambda name: counts[name])
        print(f"  {what}: mean {mean(counts.values()):.0f}, most {counts[longest]} ({longest})")
    return int(mean(words.values()) > MOST_WORDS)


def people_of(core: CompiledRules) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the answers of the made-up people of the data, the examples and the benchmark, by name."""
    yield from ((each.id, each.answers) for each in core.catalogue.pathways.tests)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.yaml")):
            yield path.stem, load_yaml(path)


def words_of(document: Document) -> int:
    """Return how many words a plan has before its sources."""
    text = render_plain(before_sources(document), None, ascii_only=False)
    return sum(any(map(str.isalnum, word)) for word in text.split())


def before_sources(document: Document) -> Document:
    """Return a plan without its sources, which come last."""
    return Document(document.blocks[: document.blocks.index(Heading("Sources"))])


def lines_of(plan: Plan) -> int:
    """Return how many lines the page takes, in a terminal or not."""
    page = page_document(plan)
    plain = render_plain(page, WIDTH, ascii_only=False)
    return max(text.count("\n") for text in (plain, render_terminal(page, WIDTH, colour=False, unicode=True)))


if __name__ == "__main__":
    sys.exit(main())
