"""Exit codes, and the sentence that goes with each: what happened, and how to go on."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from npqpath.output import formats
from tests.program import COMMAND, DAY, HEAD_OF_YEAR, Ended, Program

NOBODY_TO_ASK = (
    "There are no answers and there is no terminal to ask on.\n"
    "Give them with --answers FILE or --set QUESTION=ANSWER. `npqpath questions` lists them all.\n"
)
LISTED = "`npqpath questions` lists every question with its answers.\n"
NO_DATE = "Write the day after --on as year-month-day: 2027-06-01.\n"
UNDATED = [form for form in formats.FORMS if form.fits(formats.USUAL)]
"""The forms of results that have no dates."""
OF_PLANS = [form.name for form in formats.FORMS if form.fits((*formats.USUAL, "dates"))]
ENDINGS = [ending for form in UNDATED for ending in form.endings]
WORDS_TO_AVOID = ("invalid", "please", "sorry", "oops", "Traceback", "Errno", "UsageError")


def told(names: Sequence[str]) -> str:
    """Return the hint that lists formats."""
    return f"The formats are {', '.join(names[:-1])} and {names[-1]}.\n"


NAMES = [form.name for form in UNDATED]


def is_kind(text: str) -> bool:
    """Return whether a message keeps to the house manner."""
    return not [word for word in WORDS_TO_AVOID if word.lower() in text.lower()]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("advise", NOBODY_TO_ASK),
        ("advise --no-input", NOBODY_TO_ASK),
        ("advise --plain", NOBODY_TO_ASK),
        ("funding npqsl", NOBODY_TO_ASK),
        ("why npqsl", NOBODY_TO_ASK),
        ("advise --set rolee=senco", f'There is no question "rolee". Did you mean "role"?\n{LISTED}'),
        (
            "advise --set role=sencoo",
            f'"sencoo" is not an answer to "role". Did you mean "senco"?\n{LISTED}',
        ),
        (
            "advise --set npqs=npqsl:completd",
            '"completd" is not a status of an NPQ. Did you mean "completed"? '
            f"Write one of: completed, studying, starting-soon, none.\n{LISTED}",
        ),
        (
            "advise --set teaching_years=many",
            f'"teaching_years" takes a number of years, such as 4 or 1.5, not "many".\n{LISTED}',
        ),
        ("advise --set role", '"role" does not give an answer.\nWrite it as --set QUESTION=ANSWER.\n'),
        ("advise --set =senco", '"=senco" does not give an answer.\nWrite it as --set QUESTION=ANSWER.\n'),
        (
            "advise --set role=",
            'Nothing stands after "=" in "role=".\n`npqpath questions` lists the answers.\n',
        ),
        (
            "advise --set role=senco --what-if teaching_years=",
            'Nothing stands after "=" in "teaching_years=".\n`npqpath questions` lists the answers.\n',
        ),
        ("advise --answers .", ". is a folder, not a file.\nCheck the name after --answers.\n"),
        ("advise --answers nix.yaml", "There is no file nix.yaml.\nCheck the name after --answers.\n"),
        (
            "advise --set role=senco --set awards=nasenco,nasenco-begun-before-september-2024",
            "These answers do not go together. The NASENCO award is either finished or not.\n"
            "Change one of these answers.\n",
        ),
        ("advise --set role=senco --on tomorrow", f'"tomorrow" is not a date.\n{NO_DATE}'),
        ("advise --set role=senco --on 2027-13-01", f'"2027-13-01" is not a date.\n{NO_DATE}'),
        ("funding --set role=senco --on 2027-1-1", f'"2027-1-1" is not a date.\n{NO_DATE}'),
        ("why npqsl --set role=senco --on 20270101", f'"20270101" is not a date.\n{NO_DATE}'),
        ("advise --set role=senco --format pdf", f"There is no format called pdf.\n{told(OF_PLANS)}"),
        (
            "show --format MARKDOWN",
            f'There is no format called MARKDOWN.\nDid you mean "markdown"? {told(NAMES)}',
        ),
        ("questions --format ics", f"There are no dates in this for a calendar.\n{told(NAMES)}"),
        (
            "advise --sheet -o talk.ics --set role=senco",
            f"There are no dates in this for a calendar.\n{told([name for name in NAMES if name != 'json'])}",
        ),
        ("show -o a.md -o b.md -o a.md", "a.md is named twice.\nGive each file once after -o.\n"),
        (
            "tracks -o map.pdf",
            "The name of the file, map.pdf, does not say which format to write.\n"
            f"End the name in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}, or add --format with "
            f"{', '.join(NAMES[:-1])} or {NAMES[-1]}.\n",
        ),
        (
            "why npqslx --set role=senco",
            'There is no qualification or next step called "npqslx".\nDid you mean "npqsl"?\n',
        ),
        (
            "why nasenco --set role=senco",
            "National Award for SEN Co-ordination is something to hold: no plan suggests it.\n"
            "`npqpath show nasenco` tells more.\n",
        ),
        ("help rulez", 'There is no topic "rulez".\nDid you mean "rules"? Write one of: rules, answers.\n'),
    ],
)
def test_a_slip_gives_2_and_says_how_to_mend_it(program: Program, words: str, message: str) -> None:
    done = program.run(*words.split())
    assert (done.code, done.stdout, done.stderr) == (2, "", message)
    assert is_kind(done.stderr)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("advize", "'advise'"),
        ("advise --anwsers x", "--answers"),
        ("show npqhh", '"npqh"'),
        ("show share-expertize", '"share-expertise"'),
        ("funding npqslx --set role=senco", '"npqsl"'),
        ("funding --cohort autumn-2062 --set role=senco", '"autumn-2026"'),
        ("why lead-in-scool --set role=senco", '"lead-in-school"'),
        ("advise --set npqs=npqls:completed", '"npqls" is not an answer to "npqs". Did you mean "npqsl"?'),
        ("advise --set awards=qts,nasencoo", 'Did you mean "nasenco"?'),
        ("tracks --set role=headteecher", 'Did you mean "headteacher"?'),
    ],
)
def test_a_near_miss_is_named(program: Program, words: str, near: str) -> None:
    done = program.run(*words.split())
    assert (done.code, done.stdout) == (2, "")
    assert near in done.stderr
    assert is_kind(done.stderr)


@pytest.mark.parametrize("answer", ["awards=unknown", "awards=don't know", "npqs=unsure", "role=?"])
def test_not_sure_is_taken_in_many_words(program: Program, answer: str) -> None:
    done = program.run("why", "npqsl", "--set", answer, "--set", "setting=school", "--no-input")
    assert (done.code, done.stderr) == (0, "")


def test_every_slip_in_the_answers_is_told_at_once(program: Program) -> None:
    done = program.run("advise", "--set", "rolle=senco", "--set", "setting=skool", "--set", "aim=headship")
    assert (done.code, done.stdout) == (2, "")
    first, second, _ = done.stderr.splitlines()
    assert first == 'There is no question "rolle". Did you mean "role"?'
    assert second.startswith('"skool" is not an answer to "setting". Did you mean "school"?')


def test_without_a_command_the_help_is_shown_and_nothing_is_done(program: Program) -> None:
    done = program.run()
    assert done.code == 2
    assert "Commands:" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('role: "senco\n', "answers.yaml:1:7 The quotation mark that opens here is never closed."),
        (
            "role: senco\nrole: senco\n",
            'answers.yaml:2:1 The key "role" is here twice; the first is on line 1.',
        ),
        ("[senco]\n", "answers.yaml holds no answers."),
        ("\xff", "answers.yaml:1:1 The file is not saved as UTF-8 text from here on."),
    ],
    ids=["not closed", "twice", "a list", "not UTF-8"],
)
def test_a_file_of_answers_with_a_fault_gives_2_and_the_place(
    program: Program, text: str, message: str
) -> None:
    (program.home / "answers.yaml").write_bytes(text.encode("latin-1"))
    done = program.run("advise", "--answers", "answers.yaml")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert "data files" not in done.stderr
    assert is_kind(done.stderr)


@pytest.mark.parametrize(
    "words", ["advise --set role=senco", "funding --set role=senco", "show", "tracks", "questions"]
)
def test_a_data_folder_that_is_not_there_gives_3(program: Program, words: str) -> None:
    done = program.run(*words.split(), "--data", "nix")
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr == (
        "There is no folder nix.\n"
        "A data set is a folder with qualifications.yaml and pathways.yaml in it, and an overlay is one with "
        "overlay.yaml. `npqpath init DIR` writes an overlay.\n"
    )


def test_an_empty_data_folder_gives_3(program: Program) -> None:
    done = program.run("show", env={"NPQPATH_DATA": str(program.home)})
    assert (done.code, done.stdout) == (3, "")
    assert "has no qualifications.yaml and no pathways.yaml" in done.stderr


@pytest.mark.parametrize("name", ["nix/plan.md", "folder.md"], ids=["no such folder", "a folder"])
def test_a_file_that_cannot_be_written_gives_3_and_leaves_nothing_behind(program: Program, name: str) -> None:
    (program.home / "folder.md").mkdir()
    done = program.run("show", "-o", name)
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr.startswith(f"{name} cannot be written: ")
    assert done.stderr.endswith("\nChoose another file after -o.\n")
    assert is_kind(done.stderr)
    assert [path.name for path in program.home.iterdir()] == ["folder.md"]


@pytest.mark.skipif(os.name == "nt", reason="needs the modes of Unix")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_gives_3(program: Program, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert program.run("show", "-o", str(closed / "plan.md")).code == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["questions", "--version", "help rules", "show npqsl --format json"])
def test_a_full_disk_is_one_sentence(program: Program, words: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *words.split()], stdout=full, stderr=subprocess.PIPE, env=program.env, check=False
        )
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert is_kind(done.stderr.decode())


@pytest.mark.parametrize("words", ["questions", "questions --format json", "advise --set role=senco"])
def test_a_reader_that_stops_early_is_no_failure(program: Program, words: str) -> None:
    pipe = subprocess.Popen(
        [*COMMAND, *words.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.env
    )
    assert pipe.stdout is not None
    assert pipe.stderr is not None
    with pipe:
        assert pipe.stdout.readline()
        pipe.stdout.close()
        said = pipe.stderr.read()
    assert (pipe.returncode, said) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="needs a Unix shell")
@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_stream_that_is_closed_from_the_start_brings_no_traceback(program: Program, closing: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {closing}', "sh", *COMMAND, "show", "npqsl"],
        capture_output=True,
        env=program.env,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="needs the signals of Unix")
def test_an_interrupt_gives_130_and_one_sentence(program: Program) -> None:
    waiting = subprocess.Popen(
        [*COMMAND, "advise", "--answers", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**program.env, "PYTHONUNBUFFERED": "1"},
    )
    assert waiting.stdin is not None
    with waiting:
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1.5)
        waiting.send_signal(signal.SIGINT)
        out, said = waiting.communicate(timeout=20)
    assert (waiting.returncode, out) == (130, b"")
    assert said == b"\nStopped before it was done. No file was written; the same command begins anew.\n"


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    "line",
    [
        "{} advise --answers <(echo 'role: senco') --on 2026-11-21",
        "echo 'role: senco' | {} advise --answers - --on 2026-11-21",
        "echo 'role: senco' | {} advise --answers /dev/stdin --on 2026-11-21",
        "{} team advise <(printf 'id,role\\nP1,senco\\n')",
        "printf 'id,role\\nP1,senco\\n' | {} team advise -",
        "printf 'id,role\\nP1,senco\\n' | {} team advise /dev/stdin --format jsonl",
        "{} team plan <(printf 'id,role\\nP1,senco\\n') --format json",
        "printf 'id,role\\nP1,senco\\n' | {} team plan - --team <(echo starts: 3) --format json",
    ],
)
def test_answers_and_staff_lists_come_from_pipes_too(program: Program, line: str) -> None:
    done = in_bash(program, line)
    assert (done.code, done.remarks) == (0, "")
    assert re.search("SENCO|npqsenco|npqpath/team-plan", done.stdout)


def in_bash(program: Program, line: str) -> Ended:
    """Return how a line ended in bash; `{}` in it is the program."""
    command = ["bash", "-c", line.format(shlex.join(COMMAND))]
    done = subprocess.run(
        command, capture_output=True, text=True, env=program.env, cwd=program.home, timeout=60, check=False
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("yes role: senco | {} advise --answers -", 2, "The file is too large: over 1 MiB."),
        ("{} advise --answers /dev/zero", 2, "The file is too large: over 1 MiB."),
        ("{} advise --answers /dev/null", 2, "There are no answers and there is no terminal to ask on."),
        ("{} team advise <(:)", 3, "is empty."),
        ("mkfifo f; {} plan show --file f", 3, "f is not a file."),
        ("mkdir d; mkfifo d/pathways.yaml d/qualifications.yaml; {} show --data d", 3, "is not a file."),
        ("mkdir o; mkfifo o/overlay.yaml; {} show --data o", 3, "is not a file."),
        ("mkdir d; mkfifo d/pathways.yaml d/qualifications.yaml; {} validate d", 3, "is not a file."),
    ],
)
def test_no_stream_is_read_for_ever(program: Program, line: str, code: int, says: str) -> None:
    done = in_bash(program, line)
    assert (done.code, done.stdout) == (code, "")
    assert says in done.stderr
    assert is_kind(done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="needs the signals of Unix")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_that_is_ended_leaves_no_part_of_a_file(program: Program, name: str) -> None:
    rows = (f"P{number},senco,headship\n" for number in range(200_000))
    (program.home / "staff.csv").write_text("".join(("id,role,aim\n", *rows)), "utf-8")
    running = subprocess.Popen(
        [*COMMAND, "team", "advise", "staff.csv", "-o", "out.csv"],
        stderr=subprocess.PIPE,
        env=program.env,
        cwd=program.home,
    )
    with running:
        while running.poll() is None and not list(program.home.glob(".out.csv.*")):
            time.sleep(0.01)
        running.send_signal(getattr(signal, name))
        _, said = running.communicate(timeout=20)
    assert (running.returncode, said) == (128 + getattr(signal, name), b"")
    assert [path.name for path in program.home.iterdir()] == ["staff.csv"]


@pytest.mark.skipif(os.name == "nt", reason="needs the signals of Unix")
def test_ctrl_c_ends_a_team_plan_at_once_and_leaves_nothing_behind(program: Program) -> None:
    heads = "id,school,role,aim,focus,works_in_england,setting,workplace_type,teaching_years,leadership_years"
    wants = ("teaching", "literacy", "behaviour")
    lines = (
        f"P{at},S{at % 20},subject-lead,lead-area,{wants[at % 3]},yes,school,academy converter,8,4"
        for at in range(2000)
    )
    (program.home / "staff.csv").write_text("\n".join((heads, *lines)), "utf-8")
    (program.home / "team.yaml").write_text("limits: {at_once: 200, per_school: 12, pounds: 90000}\n")
    words = [*COMMAND, "team", "plan", "staff.csv", "--team", "team.yaml", "-o", "plan.html"]
    running = subprocess.Popen(words, stderr=subprocess.PIPE, env=program.env, cwd=program.home)
    with running:
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(8)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert time.monotonic() - began < 5
    assert running.returncode == 130
    assert b"No file was written" in said
    assert sorted(path.name for path in program.home.iterdir()) == ["staff.csv", "team.yaml"]


@pytest.mark.parametrize("day", ["0001-01-01", "2020-12-31", "2100-01-01", "9999-12-31"])
def test_a_day_far_from_what_the_data_knows_is_refused(program: Program, day: str) -> None:
    done = program.run("advise", "--answers", HEAD_OF_YEAR, "--on", day)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == (
        f"There is no advice for the year {int(day[:4])}.\nGive a day from 2021 to 2099 after --on.\n"
    )


def test_a_plan_is_0_even_if_much_is_open(program: Program) -> None:
    done = program.run("advise", "--set", "role=classroom-teacher", "--on", DAY)
    assert (done.code, done.stderr) == (0, "")
