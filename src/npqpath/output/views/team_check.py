"""How a staff list was read: what each sheet, heading and value was taken for, before anything is advised."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from npqpath.advice.person import write_answers
from npqpath.output.document import Bullets, Document, Heading, Item, Paragraph, Table, section
from npqpath.rules.answer_words import is_not_sure
from npqpath.rules.question_kinds import NOT_SURE
from npqpath.team.cells import date_in
from npqpath.team.columns import LEFT_OUT, visible
from npqpath.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from npqpath.dataset.catalogue import Catalogue
    from npqpath.team.staff_list import Reading, Understood

SCHEMA = "npqpath/team-check/1"


class _Value(NamedTuple):
    """A different value under a heading, how many people have it, and the answers it was taken for."""

    heading: str
    text: str
    people: int
    answers: dict[str, object]
    is_read: bool


def understood_text(told: Understood) -> str:
    """Return in a sentence how much of a list was understood."""
    sheets = f" in {told.sheets} sheets" if told.sheets > 1 else ""
    left = len(told.left_out)
    rows = f"; {left:,} {'row is' if left == 1 else 'rows are'} left out" if left else ""
    people = "1 person" if told.people == 1 else f"{told.people:,} people"
    return f"Read {people}{sheets}, {told.with_post:,} of them with a post{rows}."


def check_json(reading: Reading, catalogue: Catalogue) -> dict[str, object]:
    """Return how a list was read, as data."""
    told = reading.notices.understood
    return {
        "schema": SCHEMA,
        "rows": told.rows,
        "people": told.people,
        "with_post": told.with_post,
        "left_out": [_named("sheet row why", each) for each in told.left_out],
        "headings": [_named("sheet heading taken_as", each) for each in _headings(reading)],
        "values": [
            {**_named("heading value people", each), "taken_as": each.answers if each.is_read else None}
            for each in _values(reading, catalogue)
        ],
        "faults": [f"{each.where}: {each.message}" for each in reading.notices.findings()],
    }


def _named(names: str, values: Iterable[object]) -> dict[str, object]:
    return dict(zip(names.split(), values, strict=False))


def check_document(reading: Reading, catalogue: Catalogue, name: str) -> Document:
    """Return how a list was read, to be looked through."""
    told, values = reading.notices.understood, list(_values(reading, catalogue))
    headings = dict.fromkeys((heading, taken or LEFT_OUT) for _, heading, taken in _headings(reading))
    unread = [value for value in values if not value.is_read]
    asked = dict.fromkeys(key for value in unread for key in value.answers)
    shown = [value for value in values if value.is_read and not _is_figure(value.text)]
    why = Counter(f"{sheet}: {why}" if sheet else why for sheet, _, why in told.left_out)
    left_out = tuple(Item(f"{reason} Rows: {count}.") for reason, count in why.items())
    unread_rows = tuple(_row(value)[:3] for value in unread)
    return Document(
        (
            Heading(f"How {name} was read", 1),
            Paragraph(understood_text(told)),
            Paragraph(
                "Nothing is advised yet. To mend what is wrong, write a mapping with -o mapping.yaml, "
                "change it, and name it with --mapping from then on."
            ),
            *section("What could not be read", Table(("heading", "value", "people"), unread_rows)),
            *(Paragraph(f"{key}: counts as not sure. {catalogue.question(key).why}") for key in asked),
            *section("Headings", Table(("heading", "taken for"), tuple(headings))),
            *section("Values", Table(("heading", "value", "people", "taken for"), tuple(map(_row, shown)))),
            *section("Rows left out", Bullets(left_out)),
        )
    )


def mapping_yaml(reading: Reading, catalogue: Catalogue, name: str) -> str:
    """Return how a list was read as a mapping to correct."""
    lines = [
        f"# How npqpath read {visible(name)}. Correct it, and name it with --mapping.",
        f'# A heading or a sheet may be "{LEFT_OUT}". What could not be read stands as not-sure.',
    ]
    if len(reading.sheets) > 1:
        lines.append("sheets:")
        lines += [f"  {_quoted(s.name)}: {_quoted(s.name if s.layout else LEFT_OUT)}" for s in reading.sheets]
    lines.append("headings:")
    headings = {heading: taken or LEFT_OUT for _, heading, taken in _headings(reading)}
    lines += [f"  {_quoted(heading)}: {_quoted(taken)}" for heading, taken in headings.items()]
    values = [value for value in _values(reading, catalogue) if not _is_figure(value.text)]
    lines += ["values:"] if values else []
    for heading in dict.fromkeys(value.heading for value in values):
        lines.append(f"  {_quoted(heading)}:")
        lines += [
            f"    {_quoted(value.text)}: {json.dumps(value.answers, ensure_ascii=False)}  # {value.people}"
            for value in values
            if value.heading == heading
        ]
    return "\n".join((*lines, ""))


def _row(value: _Value) -> tuple[str, str, str, str]:
    taken = "; ".join(f"{key} {_words(answer)}" for key, answer in value.answers.items())
    return value.heading, value.text, str(value.people), taken or "nothing that counts"


def _words(answer: object) -> str:
    if isinstance(answer, dict):
        return listed(f"{key} {status}" for key, status in answer.items()) or "none"
    return (listed(map(str, answer)) or "none") if isinstance(answer, list) else str(answer)


def _headings(reading: Reading) -> Iterator[tuple[str, str, str | None]]:
    """Yield the sheet, each heading in it, and what it was taken for."""
    for sheet in reading.sheets:
        if sheet.layout is None:
            continue
        names = {at: heading.part or heading.name for heading, at in sheet.layout.at.items()}
        for at, cell in enumerate(sheet.layout.cells):
            if cell:
                yield sheet.name, cell, names.get(at)


def _values(reading: Reading, catalogue: Catalogue) -> Iterator[_Value]:
    """Yield the different values of the columns that answer questions, the most common first."""
    for (cell, heading), cells in reading.columns.items():
        if heading.kind == "about":
            continue
        counts: Counter[str] = Counter()
        taken = {}
        for raw, count in (cells.counts or {}).items():
            if text := visible(raw):
                counts[text] += count
                taken[text] = cells.taken[cells[raw]]
        for text, count in counts.most_common():
            known = {key: value for key, value in taken[text].items() if key in catalogue.questions_by_id}
            is_read = is_not_sure(text) or not known or any(value != NOT_SURE for value in known.values())
            yield _Value(cell, text, count, write_answers(known), is_read)


def _is_figure(text: str) -> bool:
    return text.isdigit() or date_in(text) is not None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
