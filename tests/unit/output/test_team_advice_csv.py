"""Everybody's suggestions as CSV and JSON Lines: whole lines, and nothing that runs or breaks a line."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.batch import Advice, Line
from npqpath.advice.cohort_dates import stand
from npqpath.advice.funding import Funding
from npqpath.advice.legal_deadlines import time_limit
from npqpath.advice.suggestions import Suggestion
from npqpath.output.excel import cell, csv_cell, csv_line
from npqpath.output.views.team_advice_csv import HEADINGS, advice_csv, advice_jsonl
from tests.builders import DAY, frozen

STANDING = stand(frozen(), DAY)
PAID = Funding("npqll", "NPQLL", "autumn-2026", "incomplete", "Two answers.", None, ("aim", "npqs"), (), ())
COURSE = Suggestion(
    "npqll",
    "qualification",
    "NPQ: Literacy",
    1,
    "possible",
    "strong",
    "r",
    'If this is so: You "lead", so.',
    ("dfe",),
    (),
    (),
    ("npqs",),
    is_likely=True,
)
STEP = Suggestion(
    "share", "next-step", "Share", 2, "certain", "must", "s", "=1+1", (), (), (), (), is_likely=True
)
DEADLINE = time_limit(frozen().pathways.deadlines[0], "2025-09")
ADVICE = Advice((Line(COURSE, PAID, DEADLINE), Line(STEP, None, None)))
ACT = (
    "Ask a lead provider today whether a place on NPQSENCO is left for Autumn 2026, "
    "and tell your headteacher."
)
DUE = (
    "A mainstream SENCO must have the result of this NPQ within three years of being appointed. Your time "
    "ends in September 2028. A start in November 2027 gives a result by about September 2029, which is too "
    f"late. {ACT}"
)
CLASH = Advice((), "These do not go together.")

HOSTILE = ["=cmd()", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "\uff1dcmd()", "\u200b=1", "\x1b[31m=1"]


def test_csv_has_a_line_for_each_suggestion() -> None:
    people = [("P1", "Oak, School", ADVICE), ("P2", "", CLASH), ("P3", "Oak, School", ADVICE)]
    lines = "".join(advice_csv(people, frozen(), STANDING)).splitlines()
    course = 'npqll,NPQ: Literacy,possible,strong,incomplete,"If this is so: You ""lead"", so."'
    assert lines[0] == ",".join(HEADINGS)
    assert lines[1:4] == [
        f'P1,"Oak, School",1,{course},"November 2027 (expected, not announced)",npqs; aim,'
        f'"{DUE}",autumn-2026',
        'P1,"Oak, School",2,share,Share,certain,must,,\'=1+1,,,,',
        "P2,,,,,,,,These do not go together.,,,,",
    ]
    assert [line.replace("P3", "P1", 1) for line in lines[4:]] == lines[1:3]


def test_json_lines_have_a_line_for_each_person() -> None:
    first, second = advice_jsonl([("P1", "Oak", ADVICE), ("P\n2", "", CLASH)], frozen(), STANDING)
    assert json.loads(first) == {
        "schema": "npqpath/team-advice/1",
        "id": "P1",
        "school": "Oak",
        "suggestions": [
            {
                "rank": 1,
                "id": "npqll",
                "kind": "qualification",
                "certainty": "possible",
                "strength": "strong",
                "because": 'If this is so: You "lead", so.',
                "sources": ["dfe"],
                "funding": {
                    "outcome": "incomplete",
                    "because": "Two answers.",
                    "missing": ["aim", "npqs"],
                    "cohort": "autumn-2026",
                },
                "next_start": "2027-11",
                "find_out": ["npqs", "aim"],
                "deadline": {"text": DUE, "act": ACT, "sources": ["gov-senco-rules"]},
            },
            {
                "rank": 2,
                "id": "share",
                "kind": "next-step",
                "certainty": "certain",
                "strength": "must",
                "because": "=1+1",
                "sources": [],
                "funding": None,
                "next_start": None,
                "find_out": [],
                "deadline": None,
            },
        ],
    }
    assert json.loads(second) == {
        "schema": "npqpath/team-advice/1",
        "id": "P 2",
        "school": "",
        "suggestions": [],
        "problem": "These do not go together.",
    }
    assert first.endswith("}\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = csv.reader([csv_line((text, "x"))])
    assert row[0].startswith("'")
    assert csv_cell(text) == csv_line((text, "")).removesuffix(",\n")


@given(st.text() | st.text(alphabet=" \"',;=+-@\r\n\tab", max_size=6))
def test_any_text_is_one_cell_that_says_the_same(text: str) -> None:
    line = f"{csv_cell(text)},{csv_cell('x')}\n"
    (row,) = csv.reader(io.StringIO(line, newline=""))
    assert row == [cell(text), "x"]
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
