"""Writes the made-up staff lists in examples/lists: `python -m tools.make_staff_lists`. Nobody exists.

Four lists as schools export them, with what is awkward about them: a primary school (CSV in Windows letters,
as from SIMS), a secondary school (CSV with semicolons, as from Arbor), a special school (Excel with a title
and dates, as from Bromcom) and a trust with a sheet for each of its six schools.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "examples" / "lists"
SEED = 1_400
MADE = dt.datetime(2026, 11, 28)
HELD = (
    "",
    "",
    "",
    "",
    "",
    "NPQSL (2023)",
    "NPQLT",
    "NPQLBC in progress",
    "NPQLL started Nov 2025",
    "N/A",
    "NPQML 2019",
)

Person = tuple[str, str]
"""The job title, and what stands in the column about NPQs."""

PRIMARY: tuple[tuple[str, str, str], ...] = (
    ("Headteacher", "DSL", "NPQH 2018"),
    ("Deputy Head Teacher", "KS2 Lead", "NPQSL (2023)"),
    ("Assistant Head", "SENDCo", "NASENCO"),
    ("Teacher", "EYFS Lead", ""),
    ("Teacher", "KS1 Lead / Year 2", "NPQLT in progress"),
    ("Teacher", "English Lead", "interested in NPQLL"),
    ("Teacher", "Year 4 class teacher, maths lead", ""),
    ("Teacher", "Year 6 teacher", "N/A"),
    ("Teacher", "ECT1", ""),
    ("Teacher (0.6)", "Year 5 (job share)", ""),
    ("HLTA", "", ""),
    ("Teaching Assistant", "", ""),
    ("LSA", "", ""),
    ("School Business Manager", "", ""),
)
SENIOR: tuple[Person, ...] = (
    ("Headteacher", "NPQH (2020)"),
    ("Deputy Headteacher (Curriculum)", "NPQSL 2022; NPQH in progress"),
    ("Deputy Head - Pastoral", "NPQSL (2023)"),
    ("AHT Teaching & Learning", "NPQLTD (2024)"),
    ("AHT Inclusion / SENDCo", "NASENCO, NPQSL"),
    ("Assistant Headteacher, Behaviour", "NPQLBC & NPQSL in progress"),
)
SUBJECTS = (
    "Maths",
    "English",
    "Science",
    "History",
    "Geography",
    "MFL",
    "Computing",
    "PE",
    "Music",
    "Art",
    "RE",
)
SUPPORT = (
    *(
        "Cover Supervisor",
        "HLTA",
        "Teaching Assistant",
        "Learning Mentor",
        "Exams Officer",
        "Attendance Officer",
    ),
    *("Science Technician", "Librarian", "Pastoral Support Officer", "Receptionist"),
)
SPECIAL = (
    *("Headteacher", "Deputy Headteacher", "Assistant Head - Inclusion", "SENDCo", "Lead Teacher for Autism"),
    *(
        "Phase Leader (KS3)",
        "Class Teacher",
        "Class teacher - Year 5/6",
        "Teacher of PE",
        "Teacher (0.8 FTE)",
    ),
    *("ECT (Year 2)", "Unqualified Teacher", "Music Teacher", "SEN Teacher", "HLTA", "TA Level 3"),
    *(
        "Senior Teaching Assistant",
        "Learning Support Assistant",
        "Midday Supervisor",
        "Family Support Worker",
    ),
    *(
        "Speech and Language Therapist",
        "Office Manager",
        "Caretaker",
        "Pathway Leader",
        "School Business Manager",
    ),
)
SCHOOLS = ("Ash Primary", "Beech Primary", "Cedar Primary", "Elder Primary", "Fir High", "Gorse High")


def main() -> None:
    """Write the lists."""
    FOLDER.mkdir(exist_ok=True)
    draw = random.Random(SEED)
    _write_csv("primary-sims.csv", ",", "cp1252", _primary(draw))
    _write_csv("secondary-arbor.csv", ";", "utf-8-sig", _secondary(draw))
    _write_special(draw)
    _write_trust(draw)


def _write_csv(name: str, mark: str, encoding: str, rows: Iterator[Sequence[str]]) -> None:
    with (FOLDER / name).open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=mark, lineterminator="\r\n").writerows(rows)


def _day(draw: random.Random, first: int, last: int) -> dt.date:
    return dt.date(draw.randint(first, last), 9, 1)


def _primary(draw: random.Random) -> Iterator[Sequence[str]]:
    yield ("Staff Code", "Surname", "Post", "Role", "QTS Date", "FTE", "NPQ", "Notes")
    for number, (post, role, held) in enumerate(PRIMARY, 1):
        day = "" if number > 10 else f"{_day(draw, 2004, 2024):%d/%m/%Y}"
        yield (f"P{number:02}", "Lefèvre", post, role, day, "0.6" if "0.6" in post else "1", held, "")


def _secondary(draw: random.Random) -> Iterator[Sequence[str]]:
    yield ("Staff ID", "Full name", "Job title", "Department", "Start date", "QTS", "NPQs held", "Email")
    for number, (title, held) in enumerate(_of_secondary(draw, 80), 1):
        start = (
            f"{_day(draw, 2006, 2025):%d %b %Y}".upper()
            if number == 1
            else f"{_day(draw, 2006, 2025):%d/%m/%Y}"
        )
        qts = "" if title in SUPPORT else "Yes"
        yield (f"{1000 + number}", "A Person", title, "", start, qts, held, "a@school.example")


def _of_secondary(draw: random.Random, size: int) -> Iterator[Person]:
    """Yield so many people of a secondary school: leaders, then teachers, then support staff."""
    people = list(SENIOR)
    people += [(f"Head of {subject}", draw.choice(HELD)) for subject in SUBJECTS]
    people += [(f"2ic {subject}", draw.choice(HELD)) for subject in SUBJECTS[:3]]
    people += [(f"Head of Year {year}", draw.choice(HELD)) for year in range(7, 12)]
    people += [
        ("Lead Practitioner - English", "NPQLT (2024)"),
        ("Head of Sixth Form", ""),
        ("Careers Lead", ""),
    ]
    people += [(title, "") for title in SUPPORT]
    while len(people) < size:
        subject = draw.choice(SUBJECTS)
        form = draw.choice(
            ["Teacher of {}", "Teacher of {}", "{} Teacher", "Teacher of {} (ECT1)", "Teacher of {} & PSHE"]
        )
        people.append((form.format(subject), "" if "ECT" in form else draw.choice(HELD)))
    yield from people[:size]


def _of_primary(draw: random.Random, size: int) -> Iterator[Person]:
    people = [(post if post != "Teacher" else role, held) for post, role, held in PRIMARY]
    while len(people) < size:
        title = draw.choice(
            ["Year {} Teacher", "Y{} class teacher", "Year {} Teacher (0.5)", "Teaching Assistant", "TA"]
        )
        people.append((title.format(draw.randint(1, 6)), draw.choice(HELD)))
    yield from people[:size]


def _write_special(draw: random.Random) -> None:
    with xlsxwriter.Workbook(FOLDER / "special-bromcom.xlsx") as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("Staff")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:F1", "Hazel School: staff on 28 November 2026")
        for at, heading in enumerate(
            ("Payroll No", "Staff name", "Post title", "In post since", "QTS date", "NPQ")
        ):
            sheet.write(2, at, heading)
        for row, title in enumerate(SPECIAL, 3):
            sheet.write_row(row, 0, (7000 + row, "A Person", title))
            sheet.write_datetime(row, 3, dt.datetime.combine(_day(draw, 2012, 2025), dt.time()), day)
            if row < 17:
                sheet.write_datetime(row, 4, dt.datetime.combine(_day(draw, 2000, 2023), dt.time()), day)
            sheet.write(row, 5, "" if "ECT" in title else draw.choice(HELD))
        sheet.write(len(SPECIAL) + 4, 0, "Total: 25")


def _write_trust(draw: random.Random) -> None:
    sizes = (28, 30, 32, 30, 62, 68)
    with xlsxwriter.Workbook(FOLDER / "trust.xlsx") as book:
        book.set_properties({"created": MADE})
        book.add_worksheet("Read me").write(0, 0, "One sheet for each school. Ask HR for changes.")
        for school, size in zip(SCHOOLS, sizes, strict=True):
            sheet = book.add_worksheet(school)
            sheet.merge_range("A1:G1", f"{school}, staff list")
            sheet.merge_range("E3:F3", "NPQs")
            for at, heading in enumerate(("Employee ID", "Name", "Post title", "Start date")):
                sheet.merge_range(2, at, 3, at, heading)
            for at, heading in enumerate(("NPQs held", "NPQH", "NI number"), 4):
                sheet.write(3, at, heading)
            sheet.set_column(6, 6, None, None, {"hidden": True})
            people = _of_secondary(draw, size) if "High" in school else _of_primary(draw, size)
            for row, (title, held) in enumerate(people, 4):
                sheet.write_row(
                    row, 0, (row - 3, "A Person", title, f"{_day(draw, 2008, 2025):%d/%m/%Y}", held)
                )
                sheet.write_formula(row, 5, '=IF(C5="Headteacher","completed","")', None, "")
            if school == SCHOOLS[0]:
                sheet.set_row(len(range(size)) + 3, None, None, {"hidden": True})


if __name__ == "__main__":
    main()
