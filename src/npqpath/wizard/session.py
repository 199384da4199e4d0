"""A conversation with one teacher: ask, go back, check the answers, and keep them on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from npqpath.advice.answers import NOT_SURE, AnswerValue, Statuses, Ticked
from npqpath.advice.core import CompiledRules
from npqpath.advice.phrases import answer_text
from npqpath.advice.situation import Person, make_person
from npqpath.catalogue.pathways import Question
from npqpath.errors import UsageError
from npqpath.logic.conditions import STATUSES, parts_of
from npqpath.wizard.flow import Position, fitting, options_left, replay
from npqpath.wizard.prompter import Back, Chosen, Option, Prompt, Prompter

DONE = "done"
NOT_SURE_LABEL = "I am not sure"
CHECK = "Check your answers"
SHOW = "That is right: go on"
STATUS_LABELS = {
    "completed": "I have completed it",
    "studying": "I am studying it",
    "starting-soon": "I start it soon",
    "none": "None of these",
}

NEAR_THE_END = 6
"""How many questions may still come before it helps to say so; a greater number only frightens."""

Keep = Callable[[Mapping[str, AnswerValue]], None]
"""Called after every answer, so that nothing is lost."""

LookUp = Callable[[Position], "Mapping[str, AnswerValue] | Back"]
"""Called before every question: returns answers that were looked up instead of asked for, or "back"."""


def look_nothing_up(position: Position) -> Mapping[str, AnswerValue]:
    """Return no answers."""
    del position
    return {}


@dataclass(slots=True)
class Session:
    """Asks until `goal` is settled. `answers` holds what was answered so far and may start filled."""

    core: CompiledRules
    goal: tuple[int, ...]
    prompter: Prompter
    keep: Keep
    answers: dict[str, AnswerValue] = field(default_factory=dict)
    look_up: LookUp = look_nothing_up

    def run(self) -> Person:
        """Ask what is open and return the person; with nothing open, ask nothing. Raises `Stopped`."""
        # What was given in a file counts as it does without a terminal, needed or not.
        return make_person(self.core, self.answers) if self._is_settled() else self.review()

    def review(self) -> Person:
        """Ask what is open, show the answers until they are right; return the person. Raises `Stopped`."""
        while True:
            position = self._ask_all()
            chosen = self._check(position)
            if chosen == DONE:
                return position.person
            self._ask_again(position.answered, position.answered.index(chosen), can_go_back=True)

    def _is_settled(self) -> bool:
        return replay(self.core, self.goal, self.answers).next is None

    def _ask_all(self) -> Position:
        position = replay(self.core, self.goal, self.answers)
        while position.next is not None:
            found = self.look_up(position)
            if found and found != "back":
                self._take(found, position)
            elif found or self._ask(position.next, position, can_go_back=bool(position.answered)) == "back":
                self._go_back(position.answered)
            position = replay(self.core, self.goal, self.answers)
        return position

    def _take(self, found: Mapping[str, AnswerValue], position: Position) -> None:
        """Keep what was looked up; an answer given beforehand, whose question is still to come, stays."""
        waiting = self.answers.keys() - set(position.answered)
        self.answers |= {id: value for id, value in found.items() if id not in waiting}
        self.keep(self.answers)

    def _go_back(self, answered: tuple[str, ...]) -> None:
        """Ask earlier questions again, as far back as the teacher goes; later answers are kept."""
        index = len(answered) - 1
        while index >= 0 and self._ask_again(answered, index, can_go_back=index > 0) == "back":
            index -= 1

    def _ask_again(self, answered: tuple[str, ...], index: int, *, can_go_back: bool) -> AnswerValue | Back:
        """Ask a question as it was asked the first time: only the answers before it limit the choice."""
        before = {question: self.answers[question] for question in answered[:index]}
        position = replay(self.core, self.goal, before)
        return self._ask(answered[index], position, can_go_back=can_go_back)

    def _check(self, position: Position) -> str:
        options = [Option(DONE, SHOW)]
        for id in position.answered:
            question = self.core.catalogue.question(id)
            options.append(Option(id, f"{question.ask} {answer_text(self.core, question, self.answers[id])}"))
        remarks = ("To change an answer, choose it.",)
        reply = self.prompter.ask(Prompt("check", CHECK, tuple(options), remarks=remarks))
        return reply.ids[0] if isinstance(reply, Chosen) else DONE

    def _ask(self, id: str, position: Position, *, can_go_back: bool) -> AnswerValue | Back:
        """Ask one question, keep the answer and return it, or return "back"."""
        question = self.core.catalogue.question(id)
        remark = _progress(position, id)
        while True:
            value = self._put(question, position, remark, can_go_back)
            if value == "back":
                return "back"
            try:
                replay(self.core, self.goal, {**_reached(position), id: value})
            except UsageError as error:
                self.prompter.say(error.message)
                continue
            # An answer to a later question that does not go with this one is asked for again.
            self.answers = fitting(self.core, {**_reached(position), id: value, **self._without(id)})
            self.keep(self.answers)
            return value

    def _without(self, id: str) -> dict[str, AnswerValue]:
        return {question: value for question, value in self.answers.items() if question != id}

    def _put(
        self, question: Question, position: Position, remark: str, can_go_back: bool
    ) -> AnswerValue | Back:
        if question.kind == "npqs":
            return self._npqs(question, remark, can_go_back)
        if question.kind == "several":
            return self._several(question, remark, can_go_back)
        options = self._options(question, position)
        before = self.answers.get(question.id)
        chosen = () if before is None else (str(self._band(question, before)),)
        reply = self.prompter.ask(self._prompt(question, options, remark, can_go_back, chosen))
        if not isinstance(reply, Chosen):
            return reply
        if question.kind == "number" and reply.ids[0] != NOT_SURE:
            return int(reply.ids[0])
        return reply.ids[0]

    def _options(self, question: Question, position: Position) -> tuple[Option, ...]:
        if question.kind == "number":
            unit = question.unit or ""
            return tuple(
                Option(str(b.low), b.label(unit).capitalize()) for b in self.core.space.bands[question.id]
            )
        left = options_left(position, question)
        options = [Option(a.id, a.label, a.hint) for a in question.answers if a.id in left]
        if question.not_sure:
            options.append(Option(NOT_SURE, NOT_SURE_LABEL, question.find_out))
        return tuple(options)

    def _band(self, question: Question, value: AnswerValue) -> AnswerValue:
        if question.kind != "number" or not isinstance(value, int):
            return value
        bands = self.core.space.bands[question.id]
        return next(band.low for band in bands if band.high is None or value < band.high)

    def _several(self, question: Question, remark: str, can_go_back: bool) -> AnswerValue | Back:
        before = self.answers.get(question.id)
        chosen = before.ids if isinstance(before, Ticked) else ()
        reply = self.prompter.ask(self._tick_prompt(question, remark, can_go_back, chosen))
        return Ticked(reply.ids) if isinstance(reply, Chosen) else reply

    def _npqs(self, question: Question, remark: str, can_go_back: bool) -> AnswerValue | Back:
        """Ask which NPQs, then how far each has got; back from the first of these asks which again."""
        before = self.answers.get(question.id)
        held = dict(before.pairs) if isinstance(before, Statuses) else {}
        ticked = tuple(held)
        while True:
            reply = self.prompter.ask(self._tick_prompt(question, remark, can_go_back, ticked))
            if not isinstance(reply, Chosen):
                return reply
            ticked = reply.ids
            found = self._statuses(question, ticked, held)
            if found is not None:
                return found

    def _statuses(self, question: Question, ids: tuple[str, ...], held: dict[str, str]) -> Statuses | None:
        """Return how far each NPQ has got, or None on the way back; `held` remembers what was said before."""
        found: dict[str, str] = {}
        waiting = list(ids)
        while waiting:
            npq = waiting[0]
            qualification = self.core.catalogue.qualification(npq)
            options = tuple(Option(status, STATUS_LABELS[status]) for status in STATUSES[:3])
            text = f"How far have you got with {qualification.short_name}?"
            chosen = (held[npq],) if npq in held else ()
            reply = self.prompter.ask(
                Prompt(f"{question.id}.{npq}", text, options, chosen=chosen, can_go_back=True)
            )
            if isinstance(reply, Chosen):
                found[npq] = reply.ids[0]
                waiting.pop(0)
            elif not found:
                return None
            else:
                last = list(found)[-1]
                held[last] = found.pop(last)
                waiting.insert(0, last)
        return Statuses(tuple((npq, found[npq]) for npq in parts_of(question) if npq in found))

    def _tick_prompt(
        self, question: Question, remark: str, can_go_back: bool, chosen: tuple[str, ...]
    ) -> Prompt:
        if question.of:
            named = [self.core.catalogue.qualification(id) for id in question.of]
            options = tuple(Option(each.id, each.short_name, each.name) for each in named)
        else:
            options = tuple(Option(answer.id, answer.label, answer.hint) for answer in question.answers)
        return self._prompt(question, options, remark, can_go_back, chosen, several=True)

    def _prompt(
        self,
        question: Question,
        options: tuple[Option, ...],
        remark: str,
        can_go_back: bool,
        chosen: tuple[str, ...],
        several: bool = False,
    ) -> Prompt:
        return Prompt(
            id=question.id,
            text=question.ask,
            options=options,
            several=several,
            chosen=chosen,
            can_go_back=can_go_back,
            why=question.why,
            remarks=(remark,) if remark else (),
        )


def _progress(position: Position, id: str) -> str:
    number = position.answered.index(id) + 1 if id in position.answered else len(position.answered) + 1
    if position.next != id or not 0 < position.may_come <= NEAR_THE_END:
        return f"Question {number}"
    if position.may_come == 1:
        return f"Question {number}, the last one"
    return f"Question {number}, at most {position.may_come - 1} more after it"


def _reached(position: Position) -> dict[str, AnswerValue]:
    return dict(position.person.answers)
