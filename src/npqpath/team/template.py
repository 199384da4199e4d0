"""A roster to fill in: its columns with the answers to choose from, and a few made-up people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from npqpath.advice.answers import read_answers
from npqpath.logic.question_kinds import NOT_SURE, STATUSES, AnswerValue, Statuses, Ticked, kind_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from npqpath.catalogue.catalogue import Catalogue
    from npqpath.catalogue.pathways import Question
    from npqpath.logic.question_kinds import AnswerValue

_EXAMPLES = 3
_EMPTY = ("",) * 5
"""What the made-up people say about the team: nothing."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column: its heading, what it asks, and what may stand there (nothing where any text or number may).

    Where `takes_several` is true, several of the choices may stand in one cell, with semicolons between.
    """

    heading: str
    asks: str
    choices: tuple[str, ...] = ()
    takes_several: bool = False
    takes_number: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """The columns, and rows with the cells of made-up people."""

    columns: tuple[TemplateColumn, ...]
    examples: tuple[tuple[str, ...], ...]


def make_template(catalogue: Catalogue) -> Template:
    """Return the template for a data set; its examples are people that the data set is tested with."""
    questions = catalogue.pathways.questions
    columns = [
        TemplateColumn("id", "A number or made-up name. You need no real names here."),
        TemplateColumn("school", "The school, where the list is about several."),
        *_about_the_team(catalogue),
        *(column for question in questions for column in _columns(question, catalogue)),
    ]
    people = [read_answers(test.answers, catalogue) for test in catalogue.pathways.tests[:_EXAMPLES]]
    return Template(
        tuple(columns),
        tuple(
            (f"example-{number}", "Example School", *_EMPTY, *_cells(person, questions))
            for number, person in enumerate(people, start=1)
        ),
    )


def _about_the_team(catalogue: Catalogue) -> list[TemplateColumn]:
    posts = tuple(catalogue.posts_by_id)
    duties = tuple(duty.id for duty in catalogue.pathways.duties)
    return [
        TemplateColumn("team", "The team or department, where a limit is to hold for each."),
        TemplateColumn("phase", "The phase or key stage, to see who learns together in it."),
        TemplateColumn("interest", "Posts that they say they would like next.", posts, takes_several=True),
        TemplateColumn("readiness", "Posts that they say they are ready for.", posts, takes_several=True),
        TemplateColumn("duties", "What they do for other teachers.", duties, takes_several=True),
    ]


def _columns(question: Question, catalogue: Catalogue) -> list[TemplateColumn]:
    kind = kind_of(question)
    if kind.stages:
        names = [(part, catalogue.qualification(part).name) for part in parts_of(question)]
        return [TemplateColumn(part, f"{name}: how far it has got.", STATUSES) for part, name in names]
    if kind.conditions == "range":
        return [TemplateColumn(question.id, question.ask, takes_number=True)]
    several = bool(kind.part_words)
    first = ("none",) if several else ()
    choices = (*first, *parts_of(question), NOT_SURE)
    return [TemplateColumn(question.id, question.ask, choices, takes_several=several)]


def _cells(person: Mapping[str, AnswerValue], questions: tuple[Question, ...]) -> list[str]:
    cells = []
    for question in questions:
        answer = person.get(question.id)
        if kind_of(question).stages:
            held = kind_of(question).held(answer)
            told = isinstance(answer, Statuses)
            cells += [held.get(part, "none" if told else "") for part in parts_of(question)]
        elif isinstance(answer, Ticked):
            cells.append("; ".join(answer.ids) or "none")
        else:
            cells.append("" if answer is None else str(answer))
    return cells
