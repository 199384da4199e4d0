"""What people state beside their answers is read by name, and a slip loses nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from npqpath.advice.person import read_answers
from npqpath.team.candidates import ONE_SCHOOL, Candidate, join
from npqpath.team.cells import StaffMember
from npqpath.team.staff_list import Finding
from tests.builders import frozen, frozen_core


def joined(
    stated: Mapping[str, str], school: str = "", **answers: object
) -> tuple[tuple[Candidate, ...], tuple[Finding, ...]]:
    sheet = read_answers(answers or {"role": "deputy-headteacher"}, frozen())
    return join(frozen_core(), [StaffMember(2, "p1", school, sheet, stated)])


def test_posts_and_duties_are_read_by_id_or_name() -> None:
    stated = {
        "team": "Maths",
        "interest": "Headteacher, principal or head of school; deputy-headteacher",
        "readiness": "headteacher",
        "duties": "induction tutor, mentor",
    }
    (person,), _ = joined(stated)
    assert person.team == "Maths"
    assert person.interested_in == ("headteacher", "deputy-headteacher")
    assert person.ready_for == ("headteacher",)
    assert person.duties == ("induction-tutor", "mentor")


def test_a_post_may_be_called_as_the_job_is() -> None:
    (person,), _ = joined({"interest": "Deputy head; SENDCo"})
    assert person.interested_in == ("deputy-headteacher", "senco")


def test_a_word_that_is_no_post_is_told_and_the_person_stays() -> None:
    people, findings = joined({"interest": "headteecher"})
    assert [each.id for each in people] == ["p1"]
    (finding,) = findings
    assert finding.where == 'Row 2, column "interest"'
    assert finding.message == 'There is no post called "headteecher".'
    assert "headteacher" in (finding.hint or "")


def test_a_roster_without_schools_is_one_school() -> None:
    assert [each.school for each in joined({})[0]] == [ONE_SCHOOL]


def test_somebody_who_cannot_exist_is_left_out_with_the_reason() -> None:
    people, findings = joined({}, role="childminder", setting="16-to-19")
    assert people == ()
    assert [each.rows for each in findings] == [(2,)]
