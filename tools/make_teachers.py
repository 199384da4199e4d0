"""Writes a roster of made-up teachers: `python -m tools.make_teachers 468000 -o teachers.csv`.

Nobody in it exists. How many are class teachers, work in early years or hold an NPQ is a guess that looks
plausible, not a statistic. The draw is the same for the same seed. Questions that make no sense for somebody
are left empty, and so are some that people often do not know. Nobody is impossible by the data's own list.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

ENGLAND = 468_000
"""About as many as there are teachers in England's state-funded schools."""
SEED = 20_261_122
SCHOOL = 22
"""People in each school."""

NPQS = (
    "npqlt",
    "npqltd",
    "npqlbc",
    "npqll",
    "npqlpm",
    "npqsenco",
    "npqsl",
    "npqh",
    "npqel",
    "npqeyl",
    "ehco",
)
COLUMNS = (
    *("id", "school", "role", "works_in_england", "setting", "early_years_kind", "employment"),
    *("workplace_type", "aim", "focus", "teaching_years", "leadership_years", "employs_assistants"),
    *NPQS,
    *("awards", "senco_post", "senco_since", "first_five_years_of_headship", "mastery_evidence"),
    *("on_schools_disadvantage_list", "on_16_to_19_disadvantage_list", "targeted_rise_school"),
    *("on_childminder_list", "itt_provider_accredited", "referred_by_return_to_teaching_adviser"),
    "scholarships_used",
)


class Chances:
    """Answers with their weights."""

    def __init__(self, weights: str) -> None:
        pairs = [pair.rsplit(" ", 1) for pair in weights.split(", ")]
        self.answers = [answer for answer, _ in pairs]
        self.sums = list(accumulate(float(weight) for _, weight in pairs))


ROLES = Chances(
    "trainee-teacher 3, early-career-teacher 9, classroom-teacher 42, lead-practitioner 2, subject-lead 14, "
    "phase-lead 6, pastoral-lead 5, senco 3.5, assistant-headteacher 4, deputy-headteacher 3, "
    "senior-leader 1, headteacher 3.5, executive-headteacher 0.4, trust-leader 0.4, "
    "early-years-practitioner 0.8, early-years-manager 0.5, childminder 0.4, lecturer 1, support-staff 0.5, "
    "adviser 0.3, not-teaching-now 0.7"
)
BEGINNERS = ("trainee-teacher", "early-career-teacher")
EARLY_YEARS = ("early-years-practitioner", "early-years-manager")
TEACHING = (
    "classroom-teacher",
    "lead-practitioner",
    "subject-lead",
    "phase-lead",
    "pastoral-lead",
    "lecturer",
)
LEADING = (*TEACHING, "senco", "early-years-practitioner")
SENIOR = ("assistant-headteacher", "deputy-headteacher", "senior-leader", "headteacher")
HEADS = ("headteacher", "executive-headteacher")
MAY_BE_SENCO = (*TEACHING[:5], *SENIOR)

SETTINGS = Chances("school 88, academy-trust 5, 16-to-19 4, another-setting 2, other 1")
TYPES = Chances(
    "state-funded-school 92, independent-special-school 1.5, independent-school 6, other-establishment 0.5"
)
KINDS = Chances("maintained-nursery 15, nursery-class 30, private-nursery 50, other-early-years 5")
EMPLOYERS = Chances(
    "virtual-school 20, hospital-education 20, young-offender-institution 5, la-teacher-across-schools 45, "
    "itt-lead-mentor 10"
)
AIMS = Chances(
    "deepen-practice 26, lead-area 24, lead-across-school 13, headship 6, several-schools 1, "
    "lead-early-years 1, wider-role 7, apply-learning 5, share-expertise 8, research 3, academic-study 3, "
    "recognition 2, return-to-teaching 1"
)
FOCUS = Chances(
    "teaching 30, teacher-development 12, behaviour 15, literacy 12, primary-maths 7, send 9, early-years 5, "
    "whole-school 10"
)
STATUSES = Chances("completed 55, studying 30, starting-soon 15")
AWARDS = Chances("masters 40, npqml 24, legacy-npqsl 12, legacy-npqh 6, chartered-status 6, nasenco 12")
SENCO_POSTS = Chances("mainstream 85, elsewhere 15")
OTHER_POSTS = Chances("mainstream 15, elsewhere 5, planned 30, no 50")
SENCO_SINCE = Chances("2026-09 25, 2025-09 30, 2024-01 40, before-september-2009 5")
MASTERY = Chances("one-year-programme 12, similar-course 6, another-way 4, none 78")
HALF, ONE_IN_THREE = Chances("yes 50, no 50"), Chances("yes 33, no 67")
MOSTLY, RARELY = Chances("yes 97, no 3"), Chances("yes 4, no 96")

LEFT_OUT = {
    "workplace_type": 3,
    "aim": 8,
    "focus": 8,
    "senco_since": 15,
    "mastery_evidence": 30,
    "on_schools_disadvantage_list": 25,
    "on_16_to_19_disadvantage_list": 25,
    "targeted_rise_school": 15,
    "npqs": 6,
    "scholarships_used": 20,
}
"""Of a hundred people who are asked, how many leave the question empty."""


class Draw:
    """Draws answers, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def one(self, chances: Chances) -> str:
        """Return one answer by its weight."""
        return self._random.choices(chances.answers, cum_weights=chances.sums)[0]

    def is_one_of(self, percent: float) -> bool:
        """Return True for that many of a hundred."""
        return self._random.random() * 100 < percent

    def years(self, usual: int) -> str:
        """Return a number of years, more often few than many."""
        return str(min(40, int(self._random.expovariate(1 / usual))))

    def some(self, names: tuple[str, ...], most: int) -> list[str]:
        """Return up to `most` of the names, at least one."""
        return self._random.sample(names, self._random.randint(1, most))


def teachers(
    count: int, seed: int = SEED, *, left_out: Mapping[str, float] = LEFT_OUT
) -> Iterator[dict[str, str]]:
    """Yield made-up people, as rows of a roster."""
    draw = Draw(seed)
    for number in range(count):
        place = {"id": f"T{number + 1:06}", "school": f"School {number // SCHOOL + 1:05}"}
        yield {**place, **_person(draw, left_out)}


def _person(draw: Draw, left_out: Mapping[str, float]) -> dict[str, str]:
    role = draw.one(ROLES)
    row = {"role": role, "works_in_england": draw.one(MOSTLY), **_workplace(draw, role)}
    row["aim"] = "support-as-head" if role in HEADS and draw.is_one_of(25) else draw.one(AIMS)
    row["focus"] = draw.one(FOCUS)
    row |= _experience(draw, role)
    row["awards"] = _awards(draw, role)
    if not draw.is_one_of(left_out.get("npqs", 0)):
        row |= _npqs(draw, role)
    if role == "senco" or (role in MAY_BE_SENCO and row["focus"] == "send"):
        row["senco_post"] = draw.one(SENCO_POSTS if role == "senco" else OTHER_POSTS)
    if row.get("senco_post") == "mainstream":
        row["senco_since"] = draw.one(SENCO_SINCE)
    row["mastery_evidence"] = draw.one(MASTERY)
    row["scholarships_used"] = draw.some(NPQS, 1)[0] if draw.is_one_of(6) else "none"
    return {key: "" if draw.is_one_of(left_out.get(key, 0)) else value for key, value in row.items()}


def _workplace(draw: Draw, role: str) -> dict[str, str]:
    if role == "childminder":
        return {"setting": "early-years", "early_years_kind": role, "on_childminder_list": draw.one(HALF)}
    if role in EARLY_YEARS:
        kind = draw.one(KINDS)
        place = {"workplace_type": draw.one(TYPES)} if kind == "nursery-class" else {}
        return {"setting": "early-years", "early_years_kind": kind, **place}
    setting = "16-to-19" if role == "lecturer" else draw.one(SETTINGS)
    if setting == "another-setting":
        employer = draw.one(EMPLOYERS)
        mentor = {"itt_provider_accredited": draw.one(MOSTLY)} if employer == "itt-lead-mentor" else {}
        return {"setting": setting, "employment": employer, **mentor}
    if setting == "other":
        return {"setting": setting, "referred_by_return_to_teaching_adviser": draw.one(RARELY)}
    kind = "16-to-19-provider" if setting == "16-to-19" else draw.one(TYPES)
    is_rise = draw.one(RARELY) if kind not in ("independent-school", "other-establishment") else "no"
    row = {"setting": setting, "workplace_type": kind, "targeted_rise_school": is_rise}
    which = "16_to_19" if setting == "16-to-19" else "schools"
    row[f"on_{which}_disadvantage_list"] = draw.one(ONE_IN_THREE)
    return row


def _experience(draw: Draw, role: str) -> dict[str, str]:
    row = {}
    if role in TEACHING:
        row["teaching_years"] = draw.years(9)
    if role in LEADING:
        row["leadership_years"] = draw.years(3)
    if role == "childminder":
        row["employs_assistants"] = draw.one(HALF)
    if role in HEADS:
        row["first_five_years_of_headship"] = draw.one(HALF)
    return row


def _npqs(draw: Draw, role: str) -> dict[str, str]:
    row = dict.fromkeys(NPQS, "none")
    within = NPQS[:6] if role in BEGINNERS else NPQS
    if draw.is_one_of(2 if role in BEGINNERS else 45 if role in SENIOR else 18):
        row |= {npq: draw.one(STATUSES) for npq in draw.some(within, 2)}
    return row


def _awards(draw: Draw, role: str) -> str:
    held = ["qts"] if role not in ("trainee-teacher", *EARLY_YEARS, "childminder", "support-staff") else []
    if role not in BEGINNERS and draw.is_one_of(20):
        held.append(draw.one(AWARDS))
    return "; ".join(held) or "none"


def write_teachers(
    path: Path, count: int, seed: int = SEED, *, left_out: Mapping[str, float] = LEFT_OUT
) -> None:
    """Write a roster of made-up people."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(teachers(count, seed, left_out=left_out))


def main() -> None:
    """Write the roster."""
    parser = argparse.ArgumentParser(description="Write a roster of made-up teachers.")
    parser.add_argument("count", type=int, nargs="?", default=ENGLAND, help=f"how many ({ENGLAND})")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the CSV file to write")
    parser.add_argument("--seed", type=int, default=SEED, help=f"the draw ({SEED})")
    wanted = parser.parse_args()
    write_teachers(wanted.output, wanted.count, wanted.seed)


if __name__ == "__main__":
    main()
