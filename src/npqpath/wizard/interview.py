"""A conversation with one teacher: ask, go back, check the answers, and keep them on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from npqpath.advice import compiled_rules, person
from npqpath.advice.wording import answer_text
from npqpath.dataset.pathways import Question
from npqpath.errors import UsageError
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Choice, kind_of, read_answer
from npqpath.wizard.prompter import Back, Chosen, Option, Prompt, Prompter
from npqpath.wizard.replay import Goal, Position, fitting, options_left, replay

FEWEST, MOST = 3, 15
"""How many questions a whole plan takes; `tools.question_counts` counts over everybody."""
HELLO = (
    f"There are {FEWEST} to {MOST} questions, about ten for most people. Your answers stay on this computer."
)
DONE = "done"
NOT_SURE_LABEL = "I am not sure"
OPEN_LABEL = "I am not sure, or keep my options open"
CHECK = "Check your answers"
SHOW = "That is right: go on"
STATUS_LABELS = {
    "completed": "I have completed it",
    "studying": "I am studying it",
    "starting-soon": "I start it soon",
}

Keep = Callable[[Mapping[str, AnswerValue]], None]
"""Called after every answer, so that nothing is lost."""

LookUp = Callable[[Position], "Mapping[str, AnswerValue] | Back"]
"""Called before every question: returns answers that were looked up instead of asked for, or "back"."""


@dataclass(slots=True)
class Session:
    """Asks until `goal` is settled. `answers` holds what was answered so far and may start filled."""

    core: compiled_rules.CompiledRules
    goal: Goal
    prompter: Prompter
    keep: Keep
    answers: dict[str, AnswerValue] = field(default_factory=dict)
    look_up: LookUp | None = None
    greeting: str = ""

    def run(self) -> person.Person:
        """Ask what is open and return the person; with nothing open, ask nothing. Raises `Stopped`."""
        # What was given in a file counts as it does without a terminal, needed or not.
        is_settled = self._replay(self.answers).next is None
        return person.make_person(self.core, self.answers) if is_settled else self.review()

    def review(self) -> person.Person:
        """Ask what is open, show the answers until they are right; return the person. Raises `Stopped`."""
        while True:
            position = self._ask_all()
            chosen = self._check(position)
            if chosen == DONE:
                return position.person
            self._ask_again(position.answered, position.answered.index(chosen), can_go_back=True)

    def _replay(self, answers: Mapping[str, AnswerValue]) -> Position:
        return replay(self.core, self.goal, answers)

    def _ask_all(self) -> Position:
        while (position := self._replay(self.answers)).next is not None:
            found = self.look_up(position) if self.look_up else {}
            if found and found != "back":
                self._take(found, position)
            elif found or self._ask(position.next, position, can_go_back=bool(position.answered)) == "back":
                self._go_back(position.answered)
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
        return self._ask(answered[index], self._replay(before), can_go_back=can_go_back)

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
        reached = dict(position.person.answers)
        while True:
            value = self._answer(question, position, can_go_back=can_go_back)
            if value == "back":
                return "back"
            try:
                self._replay({**reached, id: value})
            except UsageError as error:
                self.prompter.say(error.message)
                continue
            # An answer to a later question that does not go with this one is asked for again.
            later = {question: value for question, value in self.answers.items() if question != id}
            self.answers = fitting(self.core, {**reached, id: value, **later})
            self.keep(self.answers)
            return value

    def _answer(self, question: Question, position: Position, *, can_go_back: bool) -> AnswerValue | Back:
        """Return what is answered to a question, whether or not it goes with the other answers, or "back"."""
        kind, before = kind_of(question), self.answers.get(question.id)
        if kind.is_typed:
            return self._typed(question, before, can_go_back=can_go_back)
        held = kind.held(before)
        # Said before, it would have scrolled away above the first list, which fills the screen.
        greeting = (self.greeting,) if self.greeting and not position.answered else ()
        prompt = Prompt(
            id=question.id,
            text=question.ask,
            options=self._options(question, position),
            several=bool(kind.part_words),
            chosen=self._chosen(question, before),
            can_go_back=can_go_back,
            why=question.why,
            remarks=(*greeting, _progress(position)),
        )
        while isinstance(reply := self.prompter.ask(prompt), Chosen):
            if not kind.part_words:
                return read_answer(question, reply.ids[0], self.core.catalogue)
            ticked = dict.fromkeys(reply.ids, "yes")
            words = self._stages(question, reply.ids, held) if kind.stages else ticked
            if words is not None:
                return kind.of_parts(words)
            prompt = replace(prompt, chosen=reply.ids)
        return reply

    def _typed(
        self, question: Question, before: AnswerValue | None, *, can_go_back: bool
    ) -> AnswerValue | Back:
        """Return what is typed as an answer; Enter alone keeps the answer so far, or leaves it open."""
        text = f"{question.ask} {kind_of(question).how_to_write(self.core.catalogue)}"
        if before is not None:
            text = f"{text} Your answer so far: {answer_text(self.core, question, before)}."
        while True:
            reply = self.prompter.ask_text(text, question.why, can_go_back=can_go_back)
            if reply == "back":
                return "back"
            if not reply:
                return before or NOT_SURE
            try:
                return read_answer(question, reply, self.core.catalogue)
            except UsageError as error:
                self.prompter.say(error.message)

    def _options(self, question: Question, position: Position) -> tuple[Option, ...]:
        kind, catalogue = kind_of(question), self.core.catalogue
        choices = kind.choices(catalogue, self.core.space.bands.get(question.id, ()))

        def option(choice: Choice, id: str) -> Option:
            return Option(id, choice.label[:1].upper() + choice.label[1:], choice.hint, choice.aliases)

        if kind.part_words:
            return tuple(option(choice, choice.id) for choice in choices)
        left = options_left(position, question)
        # A band goes by its lowest number.
        options = [option(each, str(kind.read(each.id, catalogue))) for each in choices if each.id in left]
        if question.not_sure:
            label = OPEN_LABEL if question.can_change == "now" else NOT_SURE_LABEL
            options.append(Option(NOT_SURE, label, question.find_out))
        return tuple(options)

    def _chosen(self, question: Question, before: AnswerValue | None) -> tuple[str, ...]:
        """Return the ids of the options that stand for the answer given before."""
        kind, space = kind_of(question), self.core.space
        if kind.part_words or before is None:
            return tuple(kind.held(before))
        places = space.values_of(question.id, before).items()
        words = [space.variables[level].values[place] for level, place in places]
        return (str(kind.read(words[0], self.core.catalogue)) if words else NOT_SURE,)

    def _stages(
        self, question: Question, ids: tuple[str, ...], held: dict[str, str]
    ) -> dict[str, str] | None:
        """Return how far each NPQ has got, or None on the way back; `held` remembers what was said before."""
        at = 0
        while at < len(ids):
            npq = ids[at]
            name = self.core.catalogue.qualification(npq).short_name
            prompt = Prompt(
                id=f"{question.id}.{npq}",
                text=f"How far have you got with {name}?",
                options=tuple(Option(status, label) for status, label in STATUS_LABELS.items()),
                chosen=(held[npq],) if npq in held else (),
                can_go_back=True,
            )
            reply = self.prompter.ask(prompt)
            if isinstance(reply, Chosen):
                held[npq] = reply.ids[0]
            elif at == 0:
                return None
            at += 1 if isinstance(reply, Chosen) else -1
        return {npq: held[npq] for npq in ids}


def _progress(position: Position) -> str:
    """Return how far the teacher has got; before half-way, what may still come would only frighten."""
    behind, ahead = len(position.answered), position.may_come - 1
    if ahead == 0:
        return f"Question {behind + 1}, the last one"
    return f"Question {behind + 1}" + (f", at most {ahead} more after it" if 0 < ahead <= behind else "")
