"""Look the workplace up instead of asking what nobody knows by heart: its type, and which lists name it.

Offered once, just before the first question that a workplace file on this computer can answer. Skipping is
always possible, and whatever was found can be changed like every other answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from npqpath.advice.person import make_person
from npqpath.errors import UsageError
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, read_answer
from npqpath.wizard.prompter import Chosen, Option, Prompt
from npqpath.workplaces import search

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.wizard.prompter import Back, Prompter
    from npqpath.wizard.replay import Position
    from npqpath.workplaces import official_lists, store


TYPE_IT = "Find your workplace: type its name, postcode or URN."
TYPE_NUMBER = "Look yourself up on DfE's list of childminders: type your Ofsted number."
WHY = "DfE judges funding by the place you work in. The search is on this computer; nothing is sent anywhere."
WHICH = "Which of these is your workplace?"
AGAIN = "again"
SKIP = "skip"
LOOKED_UP = "You can change these answers at the end."


@dataclass(slots=True)
class WorkplaceSearch:
    """Called before each question of a session.

    `open_file` returns the workplaces file, or None where there is none that can be read.
    """

    core: CompiledRules
    prompter: Prompter
    open_file: Callable[[], store.Workplaces | None]
    _offered: set[tuple[AnswerValue | None, AnswerValue | None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.open_file = cache(self.open_file)

    def __call__(self, position: Position) -> Mapping[str, AnswerValue] | Back:
        """Return the answers that were looked up, none where there was nothing to look up, or "back"."""
        question, answers = position.next, position.person.answers
        where = (answers.get("setting"), answers.get("early_years_kind"))
        if question not in _ANSWERED_BY or where in self._offered:
            return {}
        workplaces = self.open_file()
        if workplaces is None or not _ANSWERED_BY[question] & {info.kind for info in workplaces.lists}:
            return {}
        is_childminder = question == search.CHILDMINDER_QUESTION
        ask, look = (TYPE_NUMBER, self._childminder) if is_childminder else (TYPE_IT, self._workplace)
        found = self._found(ask, partial(look, workplaces), can_go_back=bool(position.answered))
        if found is None:
            return "back"
        self._offered.add(where)
        return self._tell(answers_that_fit(self.core, answers, found), found)

    def _found(
        self, ask: str, look: Callable[[str], tuple[search.Found, ...] | None], *, can_go_back: bool
    ) -> tuple[search.Found, ...] | None:
        """Return what the lists say, nothing if it was left out, or None for "back"."""
        while typed := self.prompter.ask_text(ask, WHY, can_go_back=can_go_back):
            if typed == "back":
                return None
            if (found := look(typed)) is not None:
                return found
        return ()

    def _workplace(self, workplaces: store.Workplaces, typed: str) -> tuple[search.Found, ...] | None:
        """Return what the lists say about the place that is chosen, or None to ask again."""
        places = search.find(workplaces, typed)
        if not places:
            self.prompter.say(search.nothing_found(workplaces, typed))
            return None
        chosen = self._choose(places)
        if isinstance(chosen, int):
            self.prompter.say(f"{places[chosen].name}:")
            return search.answers_about(places[chosen], workplaces.lists)
        return () if chosen == SKIP else None

    def _choose(self, places: tuple[official_lists.Workplace, ...]) -> int | str:
        """Return which of the places it is, or what else to do."""
        options = [Option(f"place-{at}", it.name, search.describe(it)) for at, it in enumerate(places)]
        options += [Option(AGAIN, "None of these: search again"), Option(SKIP, "Skip this")]
        reply = self.prompter.ask(Prompt("workplace", WHICH, tuple(options), can_go_back=True, why=WHY))
        if not isinstance(reply, Chosen):
            return AGAIN
        _, is_place, at = reply.ids[0].partition("place-")
        return int(at) if is_place else reply.ids[0]

    def _childminder(self, workplaces: store.Workplaces, typed: str) -> tuple[search.Found, ...] | None:
        found = search.answer_for_childminder(workplaces.lists)
        if found is not None and workplaces.has_childminder(typed.replace(" ", "").upper()):
            return (found,)
        self.prompter.say(f'"{typed}" is not on the list. Check the number, or press Enter to go on.')
        return None

    def _tell(
        self, answers: Mapping[str, AnswerValue], found: Iterable[search.Found]
    ) -> Mapping[str, AnswerValue]:
        for each in found:
            if each.question in answers:
                self.prompter.say(f"- {each.because}")
        if answers:
            self.prompter.say(LOOKED_UP)
        return answers


_ANSWERED_BY: Mapping[str | None, frozenset[str]] = {
    **{question: frozenset({kind}) for kind, question in search.QUESTIONS.items()},
    search.TYPE_QUESTION: frozenset({"register", *search.QUESTIONS}),
    search.CHILDMINDER_QUESTION: frozenset({"childminders"}),
}


def answers_that_fit(
    core: CompiledRules, answers: Mapping[str, AnswerValue], found: Iterable[search.Found]
) -> dict[str, AnswerValue]:
    """Return what was found as answers to the questions of this data set, as far as they are asked and fit.

    A place outside England answers "Do you work in England?" too, whatever was said before.
    """
    fitting: dict[str, AnswerValue] = {}
    for each in found:
        question = core.catalogue.questions_by_id.get(each.question)
        if question is None:
            continue
        try:
            value = read_answer(question, each.answer, core.catalogue)
            person = make_person(core, {**answers, **fitting, each.question: value})
        except UsageError:
            # A type that the data does not know, or an answer that clashes: the question is asked.
            continue
        if each.question not in person.dropped and value != NOT_SURE:
            fitting[each.question] = value
    return fitting
