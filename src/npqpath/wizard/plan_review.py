"""A talk about the plan with a line manager: the questions of the four stages, and what was agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from npqpath.dataset.pathways import Implementation
from npqpath.planfile import model, steps
from npqpath.wizard.prompter import Chosen, Option, Prompt, Prompter
from npqpath.words import day

HELLO = "A talk about your plan. Leave out whatever you like. All you say is kept in your plan at once."
WHO = "Whom do you talk to? Such as: my line manager. You need not give a name."
WHO_WHY = "So that you know later whom you agreed this with. It stays in your own file."
STAGES = "Which stages do you want to talk about?"
STAGES_WHY = "A change goes through four stages. Most talks need only the one or two that you are in."
SUMMARY = "What have you agreed, in a sentence or two?"
SUMMARY_WHY = "This is what you will look at first next time."
LEARNED = "What have you learned since the last talk?"
LEARNED_WHY = "It is kept among what you learned, and shows how you have grown."
NEXT = "When do you want to talk again?"
OTHER_DAY = "On which day? Write it as year-month-day: 2027-06-01."
OTHER_DAY_WHY = "A talk with a date is far more likely to happen. It is kept in your plan."
NO_DATE = "That is not a day to come, written as year-month-day. For example: {example}."
CHOICES = ((1, "In a month"), (3, "In a term, about three months"), (6, "In half a year"))


@dataclass(slots=True)
class Talk:
    """Asks question by question. `said` may start with what was said earlier on the same day.

    `before` holds what was agreed last time, by question; `likely` are the stages to offer first.
    """

    stages: tuple[Implementation, ...]
    prompter: Prompter
    keep: Callable[[steps.Kept], None]
    said: steps.Kept
    likely: tuple[str, ...]
    before: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> steps.Kept:
        """Ask everything, and return what was said. Raises `Stopped`; what was said until then is kept."""
        self.prompter.say(HELLO)
        parts = [self._stages, self._summary, self._learned, self._next]
        if not self.said.review.who:
            parts.insert(0, self._who)
        at = 0
        while at < len(parts):
            at = at + 1 if parts[at](at > 0) else at - 1
        return self.said

    def _words(self, text: str, why: str, *, can_go_back: bool) -> str | None:
        """Return what was typed, fit to be kept, or None on the way back."""
        reply = self.prompter.ask_text(text, why, can_go_back=can_go_back)
        return None if reply == "back" else model.tidied(reply)[0]

    def _who(self, can_go_back: bool) -> bool:
        if (words := self._words(WHO, WHO_WHY, can_go_back=can_go_back)) is not None:
            self._put(replace(self.said.review, who=words or None))
        return words is not None

    def _stages(self, can_go_back: bool) -> bool:
        """Ask for the stages and go through them; back from the first question asks for the stages again."""
        options = tuple(Option(stage.id, stage.name, stage.text) for stage in self.stages)
        prompt = Prompt("stages", STAGES, options, several=True, can_go_back=can_go_back, why=STAGES_WHY)
        prompt = replace(prompt, chosen=self.likely)
        while isinstance(reply := self.prompter.ask(prompt), Chosen):
            asked = [(stage, ask) for stage in self.stages if stage.id in reply.ids for ask in stage.ask]
            answered = {each.ask for each in self.said.review.agreed}
            if self._ask_all([each for each in asked if each[1] not in answered]):
                return True
            prompt = replace(prompt, chosen=reply.ids)
        return False

    def _ask_all(self, questions: Sequence[tuple[Implementation, str]]) -> bool:
        at = 0
        while 0 <= at < len(questions):
            stage, ask = questions[at]
            if at == 0 or questions[at - 1][0] is not stage:
                self.prompter.say(f"{stage.name}: {stage.text}")
            if ask in self.before:
                self.prompter.say(f"Last time you said: {self.before[ask]}")
            words = self._words(ask, stage.text, can_go_back=True)
            if words is not None:
                self._agree(stage, ask, words)
            at += 1 if words is not None else -1
        return at >= len(questions)

    def _agree(self, stage: Implementation, ask: str, answer: str) -> None:
        """Keep an answer in place of an earlier one to the same question; no answer leaves it out."""
        order = [each for one in self.stages for each in one.ask]
        kept = [each for each in self.said.review.agreed if each.ask != ask]
        if answer:
            kept.append(model.Agreed(stage=stage.id, ask=ask, answer=answer))
        kept.sort(key=lambda each: order.index(each.ask) if each.ask in order else len(order))
        self._put(replace(self.said.review, agreed=tuple(kept)))

    def _summary(self, can_go_back: bool) -> bool:
        if words := self._words(SUMMARY, SUMMARY_WHY, can_go_back=can_go_back):
            self._put(replace(self.said.review, summary=words))
        return words is not None

    def _learned(self, can_go_back: bool) -> bool:
        if (words := self._words(LEARNED, LEARNED_WHY, can_go_back=can_go_back)) is not None:
            self._say(replace(self.said, learned=words or None))
        return words is not None

    def _next(self, can_go_back: bool) -> bool:
        today = self.said.review.day
        days = {str(months): steps.months_on(today, months) for months, _ in CHOICES}
        options = tuple(Option(str(months), label, day(days[str(months)])) for months, label in CHOICES)
        prompt = Prompt("next", NEXT, (*options, Option("other", "On another day")), can_go_back=can_go_back)
        while isinstance(reply := self.prompter.ask(prompt), Chosen):
            chosen = days.get(reply.ids[0]) or self._other_day(today)
            if chosen is not None:
                self._say(replace(self.said, next=chosen))
                return True
        return False

    def _other_day(self, today: dt.date) -> dt.date | None:
        """Return the day that was typed, or None on the way back."""
        while True:
            reply = self.prompter.ask_text(OTHER_DAY, OTHER_DAY_WHY, can_go_back=True)
            if reply in ("back", ""):
                return None
            try:
                found = dt.date.fromisoformat(reply)
            except ValueError:
                found = today
            if found > today:
                return found
            self.prompter.say(NO_DATE.format(example=steps.months_on(today, 3).isoformat()))

    def _put(self, review: model.Review) -> None:
        self._say(replace(self.said, review=review))

    def _say(self, said: steps.Kept) -> None:
        self.said = said
        self.keep(said)
