"""The conversation: ask, go back, change an answer, and keep every answer on the way."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.errors import Stopped
from npqpath.rules.question_kinds import NOT_SURE, AnswerValue, Statuses, Ticked
from npqpath.wizard.interview import DONE, NOT_SURE_LABEL, OPEN_LABEL, Session
from npqpath.wizard.prompter import Back, Chosen, Prompt
from tests.builders import few_examples, frozen, frozen_core
from tests.unit.advice.people import Sheet, answers_of, complete_sheets
from tests.unit.wizard import people
from tests.unit.wizard.people import Teacher, everything, goal, reply_to, walk
from tests.unit.wizard.scripted import Reply, ScriptedPrompter

BACK: Reply = "back"
TO_AWARDS: tuple[Reply, ...] = (
    ("pastoral-lead",),
    ("yes",),
    ("school",),
    ("state-funded-school",),
    ("lead-area",),
    ("behaviour",),
    ("2",),
    (),
)
"""A head of year's replies up to, but not including, the awards."""
TO_CHECK: tuple[Reply, ...] = (*TO_AWARDS, ("qts",), ("yes",), ())


class Talk:
    """A conversation that a script has: what was shown, kept and found out."""

    def __init__(self, *replies: Reply, answers: Mapping[str, AnswerValue] | None = None) -> None:
        self.prompter = ScriptedPrompter(replies)
        self.kept: list[dict[str, AnswerValue]] = []
        core = frozen_core()
        self.session = Session(
            core, goal(), self.prompter, lambda a: self.kept.append(dict(a)), dict(answers or {})
        )

    def run(self) -> Mapping[str, AnswerValue]:
        """Return the answers that count at the end."""
        return self.session.run().answers

    def review(self) -> Mapping[str, AnswerValue]:
        """Return the answers that count at the end, having shown them."""
        return self.session.review().answers

    @property
    def asked(self) -> list[str]:
        """The ids of what was asked, in order."""
        return [prompt.id for prompt in self.prompter.prompts]


def until_the_script_ends(talk: Talk) -> Prompt:
    """Return the prompt to which the script has no reply."""
    with pytest.raises(AssertionError, match="no reply left"):
        talk.run()
    return talk.prompter.prompts[-1]


def test_a_whole_run_asks_each_question_once_and_then_shows_the_answers() -> None:
    talk = Talk(*TO_CHECK, (DONE,))
    answers = talk.run()
    assert answers == {
        "role": "pastoral-lead",
        "works_in_england": "yes",
        "setting": "school",
        "workplace_type": "state-funded-school",
        "aim": "lead-area",
        "focus": "behaviour",
        "teaching_years": 2,
        "npqs": Statuses(()),
        "awards": Ticked(("qts",)),
        "on_schools_disadvantage_list": "yes",
        "scholarships_used": Ticked(()),
    }
    assert talk.asked == [*answers, "check"]
    assert talk.prompter.replies_left == ()
    assert talk.prompter.said == []


def test_the_check_page_shows_every_answer_in_words() -> None:
    talk = Talk(*TO_CHECK, (DONE,))
    talk.run()
    page = talk.prompter.prompts[-1]
    assert page.text == "Check your answers"
    assert page.remarks == ("To change an answer, choose it.",)
    assert [(option.id, option.label) for option in page.options][:4] == [
        ("done", "That is right: go on"),
        ("role", "What is your job now? Head of year or pastoral leader"),
        ("works_in_england", "Do you work in England? Yes"),
        ("setting", "Where do you work? A school"),
    ]
    assert "Which of these do you hold? Qualified teacher status (QTS)" in [o.label for o in page.options]


def test_a_band_is_shown_as_it_was_chosen() -> None:
    talk = Talk(*TO_CHECK, (DONE,))
    talk.run()
    shown = {option.id: option.label for option in talk.prompter.prompts[-1].options}
    assert shown["teaching_years"] == "How many years have you taught? 2 years or more"


def test_with_everything_answered_nothing_is_asked() -> None:
    talk = Talk(answers=everything(people.HEAD_OF_YEAR))
    assert talk.run()["role"] == "pastoral-lead"
    assert talk.asked == []


def test_with_some_answers_given_only_the_others_are_asked() -> None:
    talk = Talk(("yes",), (DONE,), answers=without(everything(people.HEAD_OF_YEAR), "works_in_england"))
    talk.run()
    assert talk.asked == ["works_in_england", "check"]


@pytest.mark.parametrize("own", people.EVERYBODY)
def test_every_question_says_why_and_all_but_the_first_can_go_back(own: Mapping[str, object]) -> None:
    teacher = converse(everything(own))
    assert [each.id for each in teacher.prompts if not each.can_go_back] == [teacher.asked[0], "check"]
    assert {each.id for each in teacher.prompts if not each.why and "." not in each.id} == {"check"}


def converse(answers: Mapping[str, AnswerValue]) -> Teacher:
    """Return a teacher with these answers after a whole conversation."""
    teacher = Teacher(answers)
    Session(frozen_core(), goal(), teacher, lambda _: None).run()
    return teacher


@few_examples
@given(sheet=complete_sheets())
def test_a_conversation_asks_what_the_replay_says_and_finds_the_same_person(sheet: Sheet) -> None:
    answers = answers_of(frozen(), sheet)
    teacher = Teacher(answers)
    person = Session(frozen_core(), goal(), teacher, lambda _: None).run()
    position = walk(answers)
    assert teacher.asked == list(position.answered)
    assert dict(person.known) == dict(position.person.known)
    assert teacher.said == []
    assert len(teacher.asked) <= 18


PATH = [
    "role",
    "works_in_england",
    "setting",
    "workplace_type",
    "aim",
    "focus",
    "teaching_years",
    "npqs",
    "awards",
    "on_schools_disadvantage_list",
    "scholarships_used",
]


@pytest.mark.parametrize("at", range(1, len(PATH)), ids=PATH[1:])
def test_back_from_a_question_asks_the_one_before_with_its_answer_marked(at: int) -> None:
    talk = Talk(*TO_CHECK[:at], BACK)
    prompt = until_the_script_ends(talk)
    assert talk.asked[-2:] == [PATH[at], PATH[at - 1]]
    assert prompt.chosen == TO_CHECK[at - 1]
    assert prompt.can_go_back is (at > 1)


def test_back_and_the_same_answer_again_leads_to_where_it_was() -> None:
    talk = Talk(*TO_CHECK[:6], BACK, BACK, BACK, TO_CHECK[3], *TO_CHECK[6:], (DONE,))
    answers = talk.run()
    assert answers == Talk(*TO_CHECK, (DONE,)).run()
    assert talk.asked[5:12] == [
        *("focus", "teaching_years", "focus", "aim", "workplace_type", "teaching_years", "npqs"),
    ]


def test_back_keeps_later_answers() -> None:
    talk = Talk(*TO_CHECK[:6], BACK, BACK, ("lead-area",))
    assert until_the_script_ends(talk).id == "teaching_years"
    assert talk.session.answers["focus"] == "behaviour"


def test_back_as_far_as_the_first_question() -> None:
    talk = Talk(*TO_CHECK[:4], *[BACK] * 4)
    prompt = until_the_script_ends(talk)
    assert (prompt.id, prompt.can_go_back, prompt.chosen) == ("role", False, ("pastoral-lead",))


def test_another_answer_after_going_back_can_lead_elsewhere() -> None:
    talk = Talk(*TO_CHECK[:3], BACK, ("another-setting",))
    assert until_the_script_ends(talk).id == "employment"


def test_changing_an_answer_asks_only_what_is_newly_relevant() -> None:
    talk = Talk(*TO_CHECK, ("focus",), ("primary-maths",), ("one-year-programme",), (DONE,))
    answers = talk.run()
    assert talk.asked[len(PATH) :] == ["check", "focus", "mastery_evidence", "check"]
    assert answers["focus"] == "primary-maths"
    assert answers["mastery_evidence"] == "one-year-programme"
    assert answers["awards"] == Ticked(("qts",))


def test_changing_an_answer_marks_the_one_so_far() -> None:
    talk = Talk(*TO_CHECK, ("aim",), BACK, (DONE,))
    assert talk.run()["aim"] == "lead-area"
    change = talk.prompter.prompts[-2]
    assert (change.id, change.chosen, change.can_go_back) == ("aim", ("lead-area",), True)
    assert change.remarks == ("Question 5",)


def test_an_answer_that_is_off_the_path_after_a_change_does_not_count() -> None:
    talk = Talk(*TO_CHECK, ("role",), ("trainee-teacher",), ("aim",), ("deepen-practice",), (DONE,))
    answers = talk.run()
    shown = [option.id for option in talk.prompter.prompts[-1].options]
    assert shown == ["done", *answers]
    assert not {"teaching_years", "on_schools_disadvantage_list"} & set(answers)


def test_an_answer_off_the_path_comes_back_with_its_question() -> None:
    talk = Talk(*TO_CHECK, ("setting",), ("other",), ("no",), ("setting",), ("school",), (DONE,))
    assert talk.run() == Talk(*TO_CHECK, (DONE,)).run()
    assert talk.asked[len(PATH) :] == [
        *("check", "setting", "referred_by_return_to_teaching_adviser", "check", "setting", "check"),
    ]


@pytest.mark.parametrize("question", ["works_in_england", "workplace_type", "aim", "focus"])
def test_not_sure_can_be_chosen_where_it_makes_sense(question: str) -> None:
    at = PATH.index(question)
    talk = Talk(*TO_CHECK[:at], (NOT_SURE,))
    until_the_script_ends(talk)
    assert talk.session.answers[question] == NOT_SURE
    option = next(option for option in talk.prompter.prompts[at].options if option.id == NOT_SURE)
    assert option.label == (OPEN_LABEL if question in ("aim", "focus") else NOT_SURE_LABEL)
    assert option.hint == frozen().question(question).find_out


@pytest.mark.parametrize("own", people.EVERYBODY)
def test_not_sure_is_offered_exactly_where_the_data_allows_it(own: Mapping[str, object]) -> None:
    answers = everything(own)
    for prompt in converse(answers).prompts:
        if prompt.id in answers:
            question = frozen().question(prompt.id)
            offered = NOT_SURE in [option.id for option in prompt.options]
            assert offered is (question.kind == "one" and question.not_sure), prompt.id


def test_ticks_that_no_person_makes_together_give_one_sentence_and_ask_again() -> None:
    both: Reply = ("nasenco", "nasenco-begun-before-september-2024")
    talk = Talk(*TO_AWARDS, both, ("nasenco",))
    until_the_script_ends(talk)
    assert talk.prompter.said == [
        "These answers do not go together. The NASENCO award is either finished or not."
    ]
    assert talk.asked[8:10] == ["awards", "awards"]
    assert talk.session.answers["awards"] == Ticked(("nasenco",))
    assert all(kept.get("awards") != Ticked(both) for kept in talk.kept if isinstance(both, tuple))


CHILDMINDER: tuple[Reply, ...] = (("childminder",), ("yes",), ("childminder",), ("lead-early-years",))
TEACHER: tuple[Reply, ...] = (("classroom-teacher",), ("early-years",), ("private-nursery",))


def test_a_changed_answer_wins_over_later_answers_that_do_not_go_with_it() -> None:
    npqs: tuple[Reply, ...] = (("npqsl",), ("completed",))
    talk = Talk(*TO_AWARDS[:-1], *npqs, *TO_CHECK[8:], ("role",), ("trainee-teacher",), (), (DONE,))
    answers = talk.run()
    assert talk.prompter.said == []
    assert talk.asked[-4:] == ["check", "role", "npqs", "check"]
    assert (answers["role"], answers["npqs"]) == ("trainee-teacher", Statuses(()))


def test_going_back_to_the_first_question_offers_every_answer_again() -> None:
    talk = Talk(*CHILDMINDER, BACK, BACK, BACK, BACK)
    role = until_the_script_ends(talk)
    assert role.options == talk.prompter.prompts[0].options


def test_a_childminder_who_is_none_after_all_is_asked_where_they_work() -> None:
    talk = Talk(*CHILDMINDER[:3], BACK, BACK, BACK, *TEACHER)
    until_the_script_ends(talk)
    assert talk.asked[-4:-1] == ["role", "setting", "early_years_kind"]
    assert talk.session.answers["early_years_kind"] == "private-nursery"


def test_the_job_can_be_changed_at_the_end_whatever_follows_from_it() -> None:
    answers = everything(people.CHILDMINDER)
    talk = Talk(("role",), TEACHER[0], TEACHER[2], (DONE,), answers=answers)
    assert talk.review()["role"] == "classroom-teacher"
    assert talk.asked == ["check", "role", "early_years_kind", "check"]
    assert talk.kept[0]["awards"] == answers["awards"]


@few_examples
@given(sheet=complete_sheets(), other=complete_sheets(), at=st.integers(0, 20))
def test_any_answer_can_be_changed_to_any_that_is_offered(sheet: Sheet, other: Sheet, at: int) -> None:
    """Whatever is changed, the conversation comes to an end and shows the answers again."""
    first, second = answers_of(frozen(), sheet), answers_of(frozen(), other)
    path = walk(first).answered
    changed = path[at % len(path)]
    teacher = Changing({**first, **second}, changed)
    Session(frozen_core(), goal(), teacher, lambda _: None, answers=dict(first)).review()
    assert [prompt.id for prompt in teacher.prompts[:2]] == ["check", changed]
    assert teacher.prompts[-1].id == "check"


class Changing(Teacher):
    """A teacher who changes one answer, and takes the first line where theirs is not offered."""

    def __init__(self, answers: Mapping[str, AnswerValue], changed: str) -> None:
        super().__init__(answers)
        self._changed = changed

    def ask(self, prompt: Prompt) -> Chosen | Back:
        """Return a reply that is offered."""
        if not self.prompts:
            self.prompts.append(prompt)
            return Chosen((self._changed,))
        question = prompt.id.partition(".")[0]
        known = prompt.id == "check" or question in self._answers
        offered = {option.id for option in prompt.options}
        if known and set(reply_to(prompt, self._answers)) <= offered:
            return super().ask(prompt)
        self.prompts.append(prompt)
        return Chosen(() if prompt.several else (prompt.options[0].id,))


def test_numbers_are_asked_in_bands_that_start_at_their_lowest_number() -> None:
    talk = Talk(*TO_AWARDS[:6])
    prompt = until_the_script_ends(talk)
    assert [(option.id, option.label) for option in prompt.options] == [
        ("0", "Under 2 years"),
        ("2", "2 years or more"),
    ]


@pytest.mark.parametrize(("years", "band"), [(0, "0"), (1, "0"), (2, "2"), (11, "2")])
def test_a_number_given_before_marks_its_band(years: int, band: str) -> None:
    answers = {**everything(people.HEAD_OF_YEAR), "teaching_years": years}
    talk = Talk(("teaching_years",), (band,), (DONE,), answers=answers)
    talk.review()
    assert talk.prompter.prompts[1].chosen == (band,)


def npqs_talk(*replies: Reply) -> Talk:
    """Return a talk that starts at the NPQs, and stops after them."""
    return Talk(*replies, answers=without(everything(people.HEAD_OF_YEAR), "npqs"))


def test_npqs_are_asked_in_two_steps() -> None:
    talk = npqs_talk(("npqsl", "npqh"), ("completed",), ("starting-soon",), (DONE,))
    answers = talk.run()
    assert answers["npqs"] == Statuses((("npqsl", "completed"), ("npqh", "starting-soon")))
    assert talk.asked == ["npqs", "npqs.npqsl", "npqs.npqh", "check"]
    first, second, third, _ = talk.prompter.prompts
    assert first.several
    assert (first.options[0].label, first.options[0].hint) == ("NPQLT", "NPQ in Leading Teaching")
    assert second.text == "How far have you got with NPQSL?"
    assert [option.id for option in third.options] == ["completed", "studying", "starting-soon"]


def test_back_from_how_far_asks_which_npqs_again() -> None:
    talk = npqs_talk(("npqsl",), BACK, ("npqh",), ("studying",), (DONE,))
    assert talk.run()["npqs"] == Statuses((("npqh", "studying"),))
    assert talk.asked[:4] == ["npqs", "npqs.npqsl", "npqs", "npqs.npqh"]


def test_back_from_the_second_npq_asks_about_the_first_again() -> None:
    talk = npqs_talk(("npqsl", "npqh"), ("completed",), BACK, ("studying",), ("completed",), (DONE,))
    assert talk.run()["npqs"] == Statuses((("npqsl", "studying"), ("npqh", "completed")))
    assert talk.asked[:5] == ["npqs", "npqs.npqsl", "npqs.npqh", "npqs.npqsl", "npqs.npqh"]
    assert talk.prompter.prompts[3].chosen == ("completed",)


def test_back_twice_inside_the_npqs_keeps_what_was_ticked() -> None:
    talk = npqs_talk(("npqsl", "npqh"), ("completed",), BACK, BACK, ("npqsl", "npqh"), ("completed",))
    with pytest.raises(AssertionError, match="no reply left"):
        talk.run()
    again, how_far = talk.prompter.prompts[4], talk.prompter.prompts[5]
    assert (again.id, set(again.chosen)) == ("npqs", {"npqsl", "npqh"})
    assert (how_far.id, how_far.chosen) == ("npqs.npqsl", ("completed",))


def test_back_from_which_npqs_asks_the_question_before() -> None:
    talk = Talk(*TO_AWARDS[:7], ("npqsl",), BACK, BACK)
    assert until_the_script_ends(talk).id == "teaching_years"


def test_every_answer_is_kept_at_once() -> None:
    talk = Talk(*TO_CHECK[:3], Stopped)
    with pytest.raises(Stopped):
        talk.run()
    assert [list(kept) for kept in talk.kept] == [PATH[:1], PATH[:2], PATH[:3]]


@pytest.mark.parametrize("at", range(len(TO_CHECK) + 1))
def test_a_stop_at_any_question_loses_nothing_and_going_on_asks_the_rest(at: int) -> None:
    talk = Talk(*TO_CHECK[:at], Stopped)
    with pytest.raises(Stopped):
        talk.run()
    again = Talk(*TO_CHECK[at:], (DONE,), answers=talk.kept[-1] if talk.kept else {})
    assert again.review() == Talk(*TO_CHECK, (DONE,)).run()
    assert again.asked == [*PATH[at:], "check"]


def test_going_on_with_finished_answers_shows_them_first() -> None:
    talk = Talk((DONE,), answers=everything(people.HEAD_OF_YEAR))
    talk.review()
    assert talk.asked == ["check"]


def test_the_progress_says_from_half_way_on_how_many_may_come() -> None:
    talk = Talk(*TO_CHECK, (DONE,))
    talk.run()
    remarks = [prompt.remarks[0] for prompt in talk.prompter.prompts[:-1]]
    assert [remark.partition(",")[0] for remark in remarks] == [f"Question {n}" for n in range(1, 12)]
    assert not [remark for remark in remarks[:6] if "," in remark]
    assert remarks[6:] == [
        "Question 7, at most 5 more after it",
        "Question 8, at most 4 more after it",
        "Question 9, at most 3 more after it",
        "Question 10, at most 2 more after it",
        "Question 11, the last one",
    ]


def without(answers: Mapping[str, AnswerValue], *gone: str) -> dict[str, AnswerValue]:
    """Return the answers without those to some questions."""
    return {id: value for id, value in answers.items() if id not in gone}
