"""Teachers for the tests of the wizard, and a prompter that answers for one of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

from npqpath.advice.person import Answers, read_answers
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked
from npqpath.wizard.interview import DONE
from npqpath.wizard.prompter import Back, Chosen, Prompt
from npqpath.wizard.replay import Goal, Position, plan_goal, replay
from tests.builders import frozen, frozen_core
from tests.unit.advice.people import answers_of, complete_sheet
from tests.unit.rules.oracles import Given

COHORT = "autumn-2026"

ELSE: dict[str, object] = {
    "works_in_england": "yes",
    "setting": "school",
    "workplace_type": "state-funded-school",
    "teaching_years": 8,
    "leadership_years": 4,
    "npqs": "none",
    "awards": ["qts"],
    "senco_post": "no",
    "senco_since": "under-a-year",
    "mastery_evidence": "none",
    "on_schools_disadvantage_list": "yes",
    "on_16_to_19_disadvantage_list": "no",
    "targeted_rise_school": "no",
    "on_childminder_list": "no",
    "itt_provider_accredited": "yes",
    "referred_by_return_to_teaching_adviser": "no",
    "first_five_years_of_headship": "yes",
    "employs_assistants": "yes",
    "scholarships_used": [],
}
"""What somebody answers who is asked a question that their own answers below leave out."""

HEAD_OF_YEAR = {"role": "pastoral-lead", "aim": "lead-area", "focus": "behaviour"}
NEW_SENCO = {"role": "senco", "aim": "lead-area", "focus": "send", "senco_post": "mainstream"}
TRAINEE = {"role": "trainee-teacher", "aim": "deepen-practice", "focus": "teaching"}
NEW_HEAD = {
    "role": "headteacher",
    "aim": "support-as-head",
    "focus": "whole-school",
    "npqs": {"npqh": "completed"},
}
DEPUTY = {
    "role": "deputy-headteacher",
    "aim": "headship",
    "focus": "whole-school",
    "npqs": {"npqsl": "completed"},
}
CHILDMINDER = {
    "role": "childminder",
    "setting": "early-years",
    "early_years_kind": "childminder",
    "aim": "lead-early-years",
    "focus": "early-years",
}
MATHS_LEAD = {
    "role": "subject-lead",
    "aim": "lead-area",
    "focus": "primary-maths",
    "mastery_evidence": "one-year-programme",
}
LECTURER = {
    "role": "lecturer",
    "setting": "16-to-19",
    "workplace_type": "16-to-19-provider",
    "aim": "lead-area",
    "focus": "teaching",
}
TRUST_LEADER = {
    "role": "trust-leader",
    "setting": "academy-trust",
    "aim": "several-schools",
    "focus": "whole-school",
}
LEAD_MENTOR = {
    "role": "adviser",
    "setting": "another-setting",
    "employment": "itt-lead-mentor",
    "aim": "lead-area",
    "focus": "teacher-development",
}
RETURNER = {"role": "not-teaching-now", "setting": "other", "aim": "return-to-teaching", "focus": "teaching"}
ABROAD = {"role": "classroom-teacher", "works_in_england": "no", "aim": "lead-area", "focus": "literacy"}
EVERYBODY = (
    *(HEAD_OF_YEAR, NEW_SENCO, TRAINEE, NEW_HEAD, DEPUTY, CHILDMINDER),
    *(MATHS_LEAD, LECTURER, TRUST_LEADER, LEAD_MENTOR, RETURNER, ABROAD),
)


@cache
def goal() -> Goal:
    """Return the lines of a whole plan under the rules of autumn 2026."""
    return plan_goal(frozen_core(), COHORT)


def everything(own: Mapping[str, object]) -> dict[str, AnswerValue]:
    """Return an answer to every question that this teacher could be asked."""
    return read_answers({**ELSE, **own}, frozen())


def walk(answers: Answers) -> Position:
    """Return where a teacher stands who gave these answers on the way to a plan."""
    return replay(frozen_core(), goal(), answers)


def somebody(
    random: Random, start: Mapping[str, Given] | None = None, tries: int = 200
) -> dict[str, AnswerValue] | None:
    """Return all answers of a random teacher who gives those of `start`, or None if none is found."""
    for _ in range(tries):
        sheet = complete_sheet(frozen(), random, start or {})
        if sheet is not None and all(sheet.get(id) == given for id, given in (start or {}).items()):
            return answers_of(frozen(), sheet)
    return None


def reply_to(prompt: Prompt, answers: Answers) -> tuple[str, ...]:
    """Return the lines that a teacher with these answers chooses."""
    question, _, npq = prompt.id.partition(".")
    if question == "check":
        return (DONE,)
    value = answers[question]
    if isinstance(value, Statuses):
        held = dict(value.pairs)
        return (held[npq],) if npq else tuple(held)
    if isinstance(value, Ticked):
        return value.ids
    if isinstance(value, (int, float)):
        return (max((option.id for option in prompt.options if int(option.id) <= value), key=int),)
    offered = [option.id for option in prompt.options]
    return (NOT_SURE if value == NOT_SURE and NOT_SURE in offered else value,)


class Teacher:
    """A prompter that answers as one teacher would, and keeps what was shown."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.prompts: list[Prompt] = []
        self.said: list[str] = []

    @property
    def asked(self) -> list[str]:
        """The questions of the data that were shown, in order."""
        return [prompt.id for prompt in self.prompts if "." not in prompt.id and prompt.id != "check"]

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return the teacher's answer; AssertionError if it is not among the lines offered."""
        self.prompts.append(prompt)
        ids = reply_to(prompt, self._answers)
        strange = set(ids) - {option.id for option in prompt.options}
        assert not strange, f"{prompt.id}: {strange} not offered"
        return Chosen(ids)

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | Back:
        """Return the teacher's answer to a question that takes words."""
        question = next(one for one in frozen().pathways.questions if text.startswith(one.ask))
        self.prompts.append(Prompt(question.id, text, (), can_go_back=can_go_back, why=why))
        value = self._answers.get(question.id, NOT_SURE)
        return "" if value == NOT_SURE else str(value)

    def say(self, text: str) -> None:
        """Keep the line in `said`."""
        self.said.append(text)
