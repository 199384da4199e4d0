"""The workplace is looked up once, before the first question that a list answers; skipping is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from npqpath.rules.question_kinds import AnswerValue
from npqpath.wizard.interview import DONE, Session
from npqpath.wizard.workplace_search import LOOKED_UP, TYPE_IT, TYPE_NUMBER, WorkplaceSearch
from npqpath.workplaces.official_lists import Listing, Workplace
from npqpath.workplaces.store import Workplaces
from tests.builders import frozen_core
from tests.unit.wizard import people
from tests.unit.wizard.people import everything, goal, reply_to
from tests.unit.wizard.scripted import Reply, ScriptedPrompter, Typed
from tests.unit.workplaces.lists import kept, listing, place

OAK = place(
    "100001", "Oak School", type="Community school", town="Widnes", postcode="WA8 7AA", ukprn="10000001"
)
OAKS = place("100002", "Oaks Academy", type="Academy converter")
ODD = place("100003", "Odd Place", type="Children's centre")
CLOSED = Workplace("100004", "", "Old Mill", is_closed=True)
WELSH = replace(place("100005", "Ysgol Derw", type="Welsh establishment"), is_outside_england=True)
COLLEGE = place("100006", "Elm College", type="Further education", ukprn="10000006")
FEE = place("100007", "Fee School", type="Other independent school")
REGISTER = listing("register", OAK, OAKS, ODD, CLOSED, WELSH, COLLEGE, FEE)
SCHOOLS = listing("schools-list", place("100001", "Oak School"))
COLLEGES = listing("16-to-19-list", place("", "Elm College", ukprn="10000006"))
RISE = listing("rise", place("100002", "Oaks"))
MINDERS = listing("childminders", Workplace("EY123456", "", ""))
ALL = (REGISTER, SCHOOLS, COLLEGES, RISE, MINDERS)

HEAD_OF_YEAR = everything(people.HEAD_OF_YEAR)


class Scene:
    """A teacher who answers as said, and these replies to whatever the search asks."""

    def __init__(
        self,
        folder: Path,
        *searching: Reply,
        lists: tuple[Listing, ...] = ALL,
        teacher: Mapping[str, AnswerValue] = HEAD_OF_YEAR,
        given: Mapping[str, AnswerValue] | None = None,
    ) -> None:
        self.prompter = _Both(searching, teacher)
        self.opened = 0
        self._file = kept(lists, folder) if lists else None
        search = WorkplaceSearch(frozen_core(), self.prompter, self._open)
        self.session = Session(
            frozen_core(), goal(), self.prompter, lambda _: None, answers=dict(given or {}), look_up=search
        )

    def _open(self) -> Workplaces | None:
        self.opened += 1
        return self._file

    def run(self) -> Mapping[str, AnswerValue]:
        """Return the answers that count; every scripted reply must have been asked for."""
        answers = self.session.run().answers
        assert self.prompter.replies_left == ()
        return answers

    @property
    def asked(self) -> list[str]:
        return [prompt.id for prompt in self.prompter.prompts]

    @property
    def said(self) -> list[str]:
        return self.prompter.said


class _Both(ScriptedPrompter):
    """Answers the search from the script, and everything else as the teacher would."""

    def __init__(self, searching: tuple[Reply, ...], teacher: Mapping[str, AnswerValue]) -> None:
        super().__init__(searching)
        self._teacher = teacher

    def ask(self, prompt):  # type: ignore[no-untyped-def]
        if prompt.id == "workplace":
            return super().ask(prompt)
        self.prompts.append(prompt)
        from npqpath.wizard.prompter import Chosen

        return Chosen(reply_to(prompt, self._teacher))


FIRST: Reply = ("place-0",)


def test_a_school_fills_in_its_type_and_the_lists(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("oak school widnes"), FIRST)
    answers = scene.run()
    assert answers["workplace_type"] == "state-funded-school"
    assert answers["on_schools_disadvantage_list"] == "yes"
    assert scene.prompter.texts == [TYPE_IT]
    assert not {"workplace_type", "on_schools_disadvantage_list", "targeted_rise_school"} & set(scene.asked)
    assert scene.said == [
        "Oak School:",
        '- The national register of schools of 18 May 2026 calls it "Community school".',
        "- The schools list of 18 May 2026 names it.",
        "- The list of targeted RISE schools of 18 May 2026 does not name it.",
        LOOKED_UP,
    ]


def test_it_is_offered_before_the_first_question_that_it_answers(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed(""))
    scene.run()
    assert scene.asked[:4] == ["role", "works_in_england", "setting", "workplace_type"]


@pytest.mark.parametrize("searching", [[Typed("")], [Typed("oak"), ("skip",)]], ids=["Enter", "Skip this"])
def test_skipping_asks_as_ever(searching: list[Reply], tmp_path: Path) -> None:
    scene = Scene(tmp_path, *searching)
    assert scene.run() == Scene(tmp_path / "none", lists=()).run()
    assert len(scene.prompter.texts) == 1
    assert LOOKED_UP not in scene.said


def test_what_was_found_is_shown_and_can_be_changed_at_the_end(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("100001"), FIRST)
    scene.run()
    check = scene.prompter.prompts[-1]
    assert check.id == "check"
    labels = {option.id: option.label for option in check.options}
    assert labels["on_schools_disadvantage_list"].endswith("Yes")
    assert labels["workplace_type"].endswith("A state school, academies included")


def test_none_of_these_searches_again(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("oak"), ("again",), Typed("oak"), "back", Typed("100002"), FIRST)
    assert scene.run()["targeted_rise_school"] == "yes"


def test_nothing_found_is_said_and_asked_again(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("xyzzy" * 20), Typed("100004"), Typed(""))
    scene.run()
    nothing, closed = scene.said
    assert nothing.startswith('Nothing was found for "xyzzy')
    assert nothing.endswith('...". Check the spelling, or try the postcode or the URN.')
    assert closed == (
        "Old Mill (URN 100004) has closed, says the national register of schools of 18 May 2026. "
        "Try the name of the new school."
    )


def test_the_matches_tell_what_they_are(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("oak"), ("skip",))
    scene.run()
    prompt = next(prompt for prompt in scene.prompter.prompts if prompt.id == "workplace")
    assert [(option.id, option.label, option.hint) for option in prompt.options] == [
        ("place-0", "Oak School", "Community school, Widnes, WA8 7AA, URN 100001"),
        ("place-1", "Oaks Academy", "Academy converter, URN 100002"),
        ("again", "None of these: search again", None),
        ("skip", "Skip this", None),
    ]


def test_back_goes_to_the_question_before(tmp_path: Path) -> None:
    scene = Scene(tmp_path, "back", Typed("100001"), FIRST)
    scene.run()
    assert scene.asked[:4] == ["role", "works_in_england", "setting", "setting"]


def test_a_list_that_is_not_there_leaves_its_question_open(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("100001"), FIRST, lists=(REGISTER,))
    scene.run()
    assert "on_schools_disadvantage_list" in scene.asked
    assert "workplace_type" not in scene.asked


def test_a_type_that_nobody_knows_is_asked_about(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("100003"), FIRST)
    assert scene.run()["workplace_type"] == "state-funded-school"
    assert "workplace_type" in scene.asked
    assert "on_schools_disadvantage_list" not in scene.asked
    assert not [line for line in scene.said if "calls it" in line]


def test_a_place_outside_england_changes_that_answer(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("ysgol"), FIRST)
    assert scene.run()["works_in_england"] == "no"
    assert "- The national register of schools of 18 May 2026 has it outside England." in scene.said


def test_answers_given_beforehand_stay(tmp_path: Path) -> None:
    given: dict[str, AnswerValue] = {"on_schools_disadvantage_list": "no"}
    scene = Scene(tmp_path, Typed("100001"), FIRST, given=given)
    answers = scene.run()
    assert (answers["on_schools_disadvantage_list"], answers["workplace_type"]) == (
        "no",
        "state-funded-school",
    )


def test_a_college_is_judged_by_the_list_of_colleges(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Typed("elm"), FIRST, teacher=everything(people.LECTURER))
    answers = scene.run()
    assert answers["workplace_type"] == "16-to-19-provider"
    assert answers["on_16_to_19_disadvantage_list"] == "yes"
    assert "on_schools_disadvantage_list" not in answers
    assert not [line for line in scene.said if "schools list" in line]


def test_staff_of_a_nursery_class_find_their_school(tmp_path: Path) -> None:
    teacher = everything(
        {
            "role": "classroom-teacher",
            "setting": "early-years",
            "early_years_kind": "nursery-class",
            "aim": "lead-early-years",
            "focus": "early-years",
        }
    )
    scene = Scene(tmp_path, Typed("fee"), FIRST, teacher=teacher)
    assert scene.run()["workplace_type"] == "independent-school"


def test_childminders_are_looked_up_by_number(tmp_path: Path) -> None:
    teacher = {**everything(people.CHILDMINDER), "on_childminder_list": "no"}
    scene = Scene(tmp_path, Typed("EY999999"), Typed("ey 123456"), teacher=teacher)
    assert scene.run()["on_childminder_list"] == "yes"
    assert scene.prompter.texts == [TYPE_NUMBER] * 2
    assert scene.said[0] == '"EY999999" is not on the list. Check the number, or press Enter to go on.'


def test_a_childminder_who_is_not_on_the_list_answers_as_ever(tmp_path: Path) -> None:
    teacher = {**everything(people.CHILDMINDER), "on_childminder_list": "no"}
    scene = Scene(tmp_path, Typed(""), teacher=teacher)
    assert scene.run()["on_childminder_list"] == "no"


@pytest.mark.parametrize("lists", [(), (MINDERS,)], ids=["no file", "only childminders"])
def test_nothing_is_offered_where_nothing_can_be_found(lists: tuple[Listing, ...], tmp_path: Path) -> None:
    scene = Scene(tmp_path, lists=lists)
    scene.run()
    assert scene.prompter.texts == []
    assert scene.opened == 1


def test_answers_that_settle_everything_open_no_file(tmp_path: Path) -> None:
    scene = Scene(tmp_path, given=Scene(tmp_path / "none", lists=()).run())
    scene.run()
    assert scene.opened == 0
    assert DONE not in scene.asked
