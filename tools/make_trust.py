"""Writes the made-up trust in examples/trust: `python -m tools.make_trust`. Nobody in it exists.

Four schools with 200 people: who leads what, and what they want, is laid out by hand below; years and NPQs
held are drawn, the same every time.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROSTER = ROOT / "examples" / "trust" / "staff.csv"
SEED = 4_200
COLUMNS = (
    *("id", "school", "team", "role", "works_in_england", "setting", "workplace_type", "aim", "focus"),
    *(
        "teaching_years",
        "leadership_years",
        "npqs",
        "awards",
        "senco_post",
        "senco_since",
        "mastery_evidence",
    ),
    "first_five_years_of_headship",
    *("on_schools_disadvantage_list", "targeted_rise_school", "scholarships_used", "duties", "interest"),
)

Post = tuple[str, str, str, str, str]
"""Role, team, aim, focus, and the post that somebody would like next, if any."""

SENIOR: tuple[Post, ...] = (
    ("headteacher", "Senior team", "share-expertise", "whole-school", ""),
    ("deputy-headteacher", "Senior team", "headship", "whole-school", "headteacher"),
    ("assistant-headteacher", "Senior team", "lead-across-school", "whole-school", "deputy-headteacher"),
    ("senco", "Senior team", "lead-area", "send", ""),
)
PRIMARY: tuple[Post, ...] = (
    *SENIOR,
    ("phase-lead", "Infants", "lead-area", "teaching", ""),
    ("phase-lead", "Juniors", "lead-area", "teaching", "assistant-headteacher"),
    ("subject-lead", "Juniors", "lead-area", "literacy", ""),
    ("subject-lead", "Juniors", "lead-area", "primary-maths", ""),
)
SECONDARY: tuple[Post, ...] = (
    *SENIOR,
    ("assistant-headteacher", "Senior team", "lead-area", "literacy", ""),
    ("deputy-headteacher", "Senior team", "lead-area", "behaviour", ""),
    *(
        ("subject-lead", team, "lead-area", "teaching", "")
        for team in ("English", "Maths", "Science", "Humanities", "Arts", "Languages")
    ),
    *(("pastoral-lead", "Pastoral", "lead-area", "behaviour", "") for _ in range(5)),
    ("lead-practitioner", "Science", "lead-area", "teacher-development", ""),
)
TEACHERS: tuple[tuple[str, str], ...] = (
    *(("deepen-practice", "teaching") for _ in range(5)),
    ("lead-area", "behaviour"),
    ("lead-area", "literacy"),
    ("recognition", "teaching"),
    ("not-sure", "not-sure"),
)
School = tuple[str, tuple[Post, ...], int, str]
"""Name, leaders, how many people in all, and whether the school is on the list of schools."""

SCHOOLS: tuple[School, ...] = (
    ("Ash Primary", PRIMARY, 24, "yes"),
    ("Birch Primary", PRIMARY, 32, "no"),
    ("Cedar Primary", PRIMARY, 38, "yes"),
    ("Damson High", SECONDARY, 106, "no"),
)
HELD = (("headteacher", "npqh"), ("deputy-headteacher", "npqsl"))
DUTIES = {1: "induction-tutor", 5: "mentor"}
"""Who in the list of leaders has which duty; Birch Primary has nobody as mentor yet."""
NEW_EVERY = 7
"""Every so many class teachers there is an early career teacher."""


def people(schools: Iterable[School] = SCHOOLS) -> Iterator[dict[str, str]]:
    """Yield everybody in these schools, as rows of a roster."""
    draw = random.Random(SEED)
    number = 0
    for school, leaders, size, listed in schools:
        for place in range(size):
            number += 1
            row = _leader(draw, leaders, place, school) if place < len(leaders) else _teacher(draw, place)
            yield {
                "id": f"T{number:03}",
                "school": school,
                "on_schools_disadvantage_list": listed,
                **_at(),
                **row,
            }


def _at() -> dict[str, str]:
    return {
        "works_in_england": "yes",
        "setting": "school",
        "workplace_type": "academy converter",
        "targeted_rise_school": "no",
        "awards": "qts",
        "scholarships_used": "none",
    }


def _leader(draw: random.Random, leaders: tuple[Post, ...], place: int, school: str) -> dict[str, str]:
    role, team, aim, focus, interest = leaders[place]
    held = dict(HELD).get(role)
    row = {"role": role, "team": team, "aim": aim, "focus": focus, "interest": interest}
    row |= {"npqs": f"{held} completed" if held else "none", "duties": DUTIES.get(place, "")}
    row |= {"scholarships_used": held or "none"}
    if school == "Birch Primary" and row["duties"] == "mentor":
        row["duties"] = ""
    if role in ("phase-lead", "subject-lead", "pastoral-lead", "lead-practitioner"):
        row |= {"teaching_years": str(draw.randint(4, 15)), "leadership_years": str(draw.randint(1, 6))}
    if role == "senco":
        since = draw.choice(["2026-09", "2025-09"])
        row |= {"senco_post": "mainstream", "senco_since": since, "leadership_years": str(draw.randint(1, 8))}
    if role == "headteacher":
        row["first_five_years_of_headship"] = "no"
    if focus == "primary-maths":
        row["mastery_evidence"] = "one-year-programme"
    return row


def _teacher(draw: random.Random, place: int) -> dict[str, str]:
    if place % NEW_EVERY == 0:
        return {"role": "early-career-teacher", "aim": "deepen-practice", "focus": "teaching", "npqs": "none"}
    aim, focus = draw.choice(TEACHERS)
    held = draw.choice(["none"] * 9 + ["npqlt completed", "npqlbc studying"])
    years = {"teaching_years": str(draw.randint(2, 25)), "leadership_years": "0"}
    return {"role": "classroom-teacher", "aim": aim, "focus": focus, "npqs": held, **years}


def main() -> None:
    """Write the roster."""
    with ROSTER.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(people())
    print(ROSTER.relative_to(ROOT))


if __name__ == "__main__":
    main()
