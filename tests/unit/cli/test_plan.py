"""`npqpath plan` and `advise --save`, called in this process."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream

from tests.program import HEAD_OF_YEAR, Ended, SchemaCheck
from tests.unit.cli.calling import Caller

DAY = "2026-11-21"


@pytest.fixture
def plan(cli: Caller) -> Path:
    """Return the plan file of the head of year, started on a fixed day."""
    path = cli.home / "my-plan.npqpath.yaml"
    done = cli.call(
        "plan", "start", "--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY, "--file", str(path)
    )
    assert done.code == 0, done.stderr
    return path


def call(cli: Caller, plan: Path, *words: str, on: str = DAY) -> Ended:
    """Return how `npqpath plan WORDS` ended for this file."""
    return cli.call("plan", *words, "--file", str(plan), "--on", on)


def test_a_plan_starts_with_what_to_do_first(cli: Caller, plan: Path) -> None:
    assert plan.read_text("utf-8").startswith("# yaml-language-server: $schema=plan-file.schema.json\n")
    shown = call(cli, plan, "next")
    assert shown.code == 0
    assert "[ ] 1. Find out: Is your school on DfE's list" in shown.stdout
    assert shown.stdout.count("[ ]") == 2


def test_a_plan_says_how_to_make_the_schema_that_it_names(
    cli: Caller, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = plan.read_text("utf-8").partition("\nschema:")[0]
    told = re.search(r"`npqpath (schema .+)`", head)
    assert told is not None
    monkeypatch.chdir(cli.home)
    assert cli.call(*told[1].split()).code == 0
    named = cli.home / head.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert json.loads(named.read_text("utf-8"))["description"].startswith("A plan file of npqpath.")


def test_saving_after_advice_starts_the_same_plan(cli: Caller, plan: Path) -> None:
    other = cli.home / "other.yaml"
    done = cli.call("advise", "--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY, "--save", str(other))
    assert done.code == 0
    assert done.stdout.startswith("Your next step: ")
    assert other.read_text("utf-8") == plan.read_text("utf-8")


def test_saving_without_a_name_takes_the_usual_one(cli: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(cli.home)
    assert cli.call("advise", "--answers", HEAD_OF_YEAR, "--save", "--no-input").code == 0
    assert (cli.home / "my-plan.npqpath.yaml").is_file()


def test_a_file_that_is_there_stays_as_it_is(cli: Caller, plan: Path) -> None:
    before = plan.read_bytes()
    for words in (["plan", "start", "--file"], ["advise", "--save"]):
        done = cli.call(*words, str(plan), "--answers", HEAD_OF_YEAR, "--no-input")
        assert done.code == 2
        assert f"{plan} is there already, and stays as it is." in done.stderr
    assert plan.read_bytes() == before


def test_a_tick_a_note_and_evidence_stand_in_the_plan_with_their_day(cli: Caller, plan: Path) -> None:
    assert call(cli, plan, "done", "2").stdout.startswith("Done: 2. Talk this plan through")
    assert call(cli, plan, "note", "Jo: yes # really").stdout == "Noted on 21 November 2026.\n"
    assert call(cli, plan, "note", "Ask first", "--learned").code == 0
    assert call(cli, plan, "evidence", "Led it", "--link", "https://example.org", "--for", "NPQLBC").code == 0
    shown = json.loads(call(cli, plan, "show", "--format", "json").stdout)
    assert shown["steps"][1]["done"] == DAY
    assert shown["notes"] == [{"day": DAY, "text": "Jo: yes # really"}]
    assert shown["reflections"] == [{"day": DAY, "text": "Ask first"}]
    assert shown["evidence"] == [
        {"day": DAY, "text": "Led it", "link": "https://example.org", "about": "npqlbc"}
    ]


def test_a_tick_can_be_taken_away_and_leaves_no_trace(cli: Caller, plan: Path) -> None:
    before = plan.read_text("utf-8")
    call(cli, plan, "done", "talk")
    assert 'done: "2026-11-21"' in plan.read_text("utf-8")
    assert call(cli, plan, "done", "--undo", "talk-it-through").code == 0
    assert plan.read_text("utf-8") == before


def test_a_step_that_is_not_there_is_named(cli: Caller, plan: Path) -> None:
    done = call(cli, plan, "done", "99")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no step 99.")
    assert 'Did you mean "talk-it-through"?' in call(cli, plan, "done", "talk-it-thru").stderr


def test_comments_and_own_keys_stay_as_they_were_written(cli: Caller, plan: Path) -> None:
    text = plan.read_text("utf-8")
    text = text.replace("  - id: talk-it-through\n", "  # my favourite\n  - id: talk-it-through # here\n")
    text = text.replace("answers:\n", "mentor: Jo   # ask her\nanswers:\n", 1)
    plan.write_text(text, "utf-8")
    for words in (["done", "2"], ["note", "one"], ["note", "two"], ["check"]):
        assert call(cli, plan, *words).code == 0
    after = plan.read_text("utf-8").splitlines()
    assert [line for line in text.splitlines() if line not in after] == []
    shown = call(cli, plan, "show")
    assert "mentor: Jo" in shown.stdout
    assert shown.stderr == '"mentor" is a key of your own: it is kept, and shown as it is.\n'


def test_nothing_has_changed_on_the_same_day(cli: Caller, plan: Path) -> None:
    before = plan.read_bytes()
    done = call(cli, plan, "check")
    assert done.code == 0
    assert "No lines of the advice have changed since 21 November 2026." in done.stdout
    assert plan.read_bytes() == before


def test_a_changed_answer_changes_the_advice_and_says_so(cli: Caller, plan: Path) -> None:
    call(cli, plan, "note", "mine")
    done = call(cli, plan, "check", "--set", "aim=headship", on="2027-03-01")
    assert done.code == 1
    assert "Because you changed an answer" in done.stdout
    assert "Be a headteacher (before: Lead one area well)" in done.stdout
    assert "NPQ in Senior Leadership is new" in done.stdout
    text = plan.read_text("utf-8")
    assert "text: mine" in text
    assert 'dropped: "2027-03-01"' in text
    assert re.search(r"^  aim: headship$", text, re.MULTILINE)
    assert call(cli, plan, "check", on="2027-03-01").code == 0


def test_without_a_plan_the_way_to_one_is_named(cli: Caller) -> None:
    for words in (["show"], ["next"], ["done", "1"], ["note", "x"], ["check"]):
        done = call(cli, cli.home / "none.yaml", *words)
        assert (done.code, done.stdout) == (2, "")
        assert "npqpath plan start" in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":1:1 This is not a plan of npqpath"),
        ("role: senco\n", ":1:1 This is not a plan of npqpath"),
        ("schema: npqpath/answers/1\n", ":1:9 This is not a plan of npqpath"),
        ("schema: npqpath/plan-file/99\n", "was written by another version of npqpath: it says"),
        ("schema: npqpath/plan-file/1\n", "was written by another version of npqpath: it says"),
        ("schema: npqpath/plan-file/2\nmade: soon\n", ':2:7 "soon" is not a date.'),
        ("schema: npqpath/plan-file/2\n\tmade: x\n", ":2:1 A tab stands where only spaces may be."),
    ],
)
def test_a_damaged_or_foreign_file_is_named_with_its_place_and_left_alone(
    cli: Caller, text: str, told: str
) -> None:
    path = cli.home / "damaged.yaml"
    path.write_text(text, "utf-8")
    for words in (["show"], ["done", "1"], ["note", "x"], ["check"]):
        done = call(cli, path, *words)
        assert (done.code, done.stdout) == (3, "")
        assert told in done.stderr
        assert "was not changed" in done.stderr
    assert path.read_text("utf-8") == text


def test_a_talk_is_told_by_flags_and_sets_the_next_one(cli: Caller, plan: Path) -> None:
    words = (
        "--with",
        "my head",
        "--agreed",
        "Go on",
        "--answer",
        "Explore.2=The EEF guide",
        "--next",
        "2027-02-01",
    )
    assert call(cli, plan, "review", *words).code == 0
    assert call(cli, plan, "review", "--answer", "sustain.1=Yes").code == 0
    shown = json.loads(call(cli, plan, "show", "--format", "json").stdout)
    (talk,) = shown["reviews"]
    assert (talk["who"], talk["summary"], shown["next_review"]) == ("my head", "Go on", "2027-02-01")
    assert [(each["stage"], each["answer"]) for each in talk["agreed"]] == [
        ("explore", "The EEF guide"),
        ("sustain", "Yes"),
    ]
    assert shown["steps"][1]["done"] == DAY
    assert "planned for 1 February 2027" in call(cli, plan, "next", on="2027-01-25").stdout
    assert "This is overdue." in call(cli, plan, "next", on="2027-03-25").stdout


def test_a_talk_without_a_terminal_and_without_words_names_the_flags(cli: Caller, plan: Path) -> None:
    done = call(cli, plan, "review")
    assert done.code == 2
    assert "--agreed" in done.stderr


@pytest.mark.parametrize("answer", ["explre.1=x", "explore.99=x", "explore=x", "explore.1", "explore.1= "])
def test_an_answer_to_a_question_that_is_not_there_is_refused(cli: Caller, plan: Path, answer: str) -> None:
    before = plan.read_bytes()
    assert call(cli, plan, "review", "--answer", answer).code == 2
    assert plan.read_bytes() == before


def test_what_somebody_holds_is_read_in(cli: Caller, plan: Path) -> None:
    record = "National Professional Qualification (NPQ) for Leading Literacy\nHeld since\t2 May 2025\n"
    done = cli.call("plan", "import", "-", "--file", str(plan), "--on", DAY, stdin=record)
    assert done.stdout == "Added: NPQ in Leading Literacy, awarded on 2 May 2025.\n"
    assert done.stderr.startswith("This is your own statement, not proof.")
    shown = json.loads(call(cli, plan, "show", "--format", "json").stdout)
    assert shown["answers"]["npqs"]["npqll"] == "completed"


@pytest.mark.parametrize("text", ["", "Nothing of the kind", "{"])
def test_a_record_that_names_nothing_is_refused(cli: Caller, plan: Path, text: str) -> None:
    before = plan.read_bytes()
    done = cli.call("plan", "import", "-", "--file", str(plan), stdin=text)
    assert (done.code, done.stdout) == (2, "")
    assert plan.read_bytes() == before


@pytest.mark.parametrize("name", ["plan.md", "plan.txt", "plan.json", "plan.docx", "plan.html"])
def test_every_form_holds_what_the_person_wrote(cli: Caller, plan: Path, name: str) -> None:
    call(cli, plan, "note", "Mine <b>alone</b>")
    call(cli, plan, "evidence", "Led=the;day", "--link", "https://example.org/x")
    call(cli, plan, "review", "--agreed", "Grow it")
    target = cli.home / name
    assert call(cli, plan, "export", "-o", str(target)).code == 0
    text = unpacked(target)
    assert [
        words for words in ("alone", "Led=the;day", "https://example.org/x", "Grow it") if words not in text
    ] == []
    assert "Leading Behaviour and Culture" in text


def test_the_next_step_comes_first_and_is_that_of_the_day(cli: Caller, plan: Path) -> None:
    def opening(on: str) -> list[str]:
        text = call(cli, plan, "export", "--format", "text", on=on).stdout
        return text.partition("\n\nNow\n")[0].splitlines()[3:]

    assert opening(DAY) == [
        "My next step: NPQ in Leading Behaviour and Culture (fits your answers)",
        "Next talk: 22 February 2027",
        "Done: 0 of 17 steps",
        "Started: 21 November 2026",
        "Advice from: 21 November 2026",
    ]
    plan.write_text(plan.read_text("utf-8").replace("aim: lead-area", "aim: headship", 1), "utf-8")
    assert opening("2026-12-01") == [
        "My next step: NPQ in Senior Leadership (fits your answers)",
        "Next talk: 22 February 2027",
        "Done: 0 of 17 steps",
        "Started: 21 November 2026",
        "Advice from: 1 December 2026",
        "",
        "Important: The advice has changed since 21 November 2026. `npqpath plan check` says how, "
        "and changes the steps.",
    ]


def test_the_next_talk_and_nothing_that_the_person_wrote_is_in_the_calendar(cli: Caller, plan: Path) -> None:
    call(cli, plan, "note", "Mine alone")
    call(cli, plan, "review", "--agreed", "Grow it", "--next", "2027-06-01")
    done = call(cli, plan, "export", "--format", "ics")
    assert (done.code, done.stderr) == (0, "")
    found = IcsCalendarStream.calendar_from_ics(done.stdout).events
    events = {(event.uid or "").rpartition("-")[0]: event for event in found}
    assert events["next-review"].dtstart == dt.date(2027, 6, 1)
    assert "study-npqlbc-1" in events
    assert "Mine alone" not in done.stdout
    assert "Grow it" not in done.stdout


def test_the_sheet_is_the_same_from_a_plan_file_and_from_the_answers(cli: Caller, plan: Path) -> None:
    done = call(cli, plan, "export", "--sheet")
    assert done.code == 0
    assert done.stdout == cli.call("advise", "--sheet", "--answers", HEAD_OF_YEAR, "--on", DAY).stdout
    refused = call(cli, plan, "export", "--sheet", "--format", "ics")
    assert (refused.code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("There are no dates in this for a calendar.\n")


def unpacked(path: Path) -> str:
    """Return the text of a file, and of a Word file that of its parts."""
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as parts:
        return "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))
        )


def test_the_file_fits_its_published_schema(cli: Caller, plan: Path, check_jsonschema: SchemaCheck) -> None:
    call(cli, plan, "review", "--with", "Jo", "--answer", "explore.1=x")
    call(cli, plan, "evidence", "x", "--link", "y")
    call(cli, plan, "note", "x", "--for", "npqlbc")
    call(cli, plan, "done", "1")
    done = check_jsonschema("plan-file", plan)
    assert done.returncode == 0, done.stdout + done.stderr
    plan.write_text(plan.read_text("utf-8").replace("stage: explore", "stage: explre", 1), "utf-8")
    assert check_jsonschema("plan-file", plan).returncode == 1


def test_a_slip_in_a_key_is_kept_and_the_right_one_named(cli: Caller, plan: Path) -> None:
    with plan.open("a", encoding="utf-8") as file:
        file.write("\nnote:\n  - text: Mine alone\n")
    shown = call(cli, plan, "show")
    assert "Mine alone" in shown.stdout
    assert shown.stderr.endswith('Did you mean "notes"?\n')
    assert call(cli, plan, "check").code == 0
    assert "text: Mine alone" in plan.read_text("utf-8")


def test_letters_that_nobody_can_see_are_left_out_and_that_is_said(cli: Caller, plan: Path) -> None:
    done = call(cli, plan, "note", "a\x1b[31mred\u202eb\r\nc")
    assert done.stderr == "Letters that nobody can see were left out.\n"
    shown = json.loads(call(cli, plan, "show", "--format", "json").stdout)
    assert shown["notes"] == [{"day": DAY, "text": "aredb\nc"}]
    assert call(cli, plan, "note", "\u200b").code == 2


def test_the_plan_that_the_environment_names_is_used(cli: Caller, plan: Path) -> None:
    env = {"NPQPATH_PLAN": str(plan)}
    assert cli.call("plan", "note", "x", "--on", DAY, env=env).code == 0
    assert "text: x" in plan.read_text("utf-8")


def test_the_pace_is_kept_and_used_again(cli: Caller) -> None:
    path = cli.home / "fast.yaml"
    words = ("--answers", HEAD_OF_YEAR, "--no-input", "--on", DAY, "--years", "5", "--hours", "1.5")
    assert cli.call("advise", *words, "--save", str(path)).code == 0
    assert 'pace:\n  years: 5\n  at_once: one-at-a-time\n  hours: "1.5"\n' in path.read_text("utf-8")
    assert call(cli, path, "check").code == 0
    path.write_text(path.read_text("utf-8").replace("years: 5", "years: 9"), "utf-8")
    done = call(cli, path, "check")
    assert (done.code, done.stdout) == (2, "")
    assert "Give 1 to 5 years." in done.stderr


def test_what_if_keeps_nothing(cli: Caller) -> None:
    path = cli.home / "other.yaml"
    words = ("--answers", HEAD_OF_YEAR, "--no-input", "--what-if", "aim=headship", "--save", str(path))
    assert cli.call("advise", *words).code == 2
    assert not path.exists()
