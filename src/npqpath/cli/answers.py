"""From files, options and questions to a person, and to their plan; and the answers kept between two runs.

Those are in one file of a private folder, readable by its owner only, replaced as a whole. A file that this
version cannot read is moved aside, not deleted.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath import console, errors, files
from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.person import Person, make_person, read_answers, write_answers
from npqpath.cli.options import Request, check_file, load_rules, read_pair, read_yaml
from npqpath.rules.question_kinds import AnswerValue, kind_of

if TYPE_CHECKING:
    from npqpath.advice.pacing import Pacing
    from npqpath.advice.plan import Plan
    from npqpath.wizard.prompter import Prompter
    from npqpath.wizard.replay import Goal


NO_ANSWERS = "There are no answers and there is no terminal to ask on."
NO_ANSWERS_HINT = (
    "Give them with --answers FILE or --set QUESTION=ANSWER. `npqpath questions` lists them all."
)


def ask_plan(request: Request, pacing: Pacing) -> Plan:
    """Return the plan of the person who answers, with the options and on the terminal, at their pace."""
    from npqpath.advice.cohort_dates import stand
    from npqpath.wizard.replay import plan_goal

    rules = load_rules(request)
    cohort = stand(rules.catalogue, request.on).rules.id
    person = find_person(rules, lambda: plan_goal(rules, cohort), request)
    # Loaded last, so that the first question comes sooner.
    from npqpath.advice.plan import make_plan

    return make_plan(person, request.on, pacing)


def find_person(rules: CompiledRules, goal: Callable[[], Goal], request: Request) -> Person:
    """Return the person: answers from the options, and the rest asked for on a terminal.

    `goal` gives the lines that the questions have to settle. Raises `UsageError` for an answer that
    does not exist, or for no answers and no terminal.
    """
    answers = given_answers(rules, request)
    context = request.context
    can_ask = not request.no_input and context.stdin_is_tty and context.stderr_is_tty
    if can_ask and not (answers and _is_settled(rules, goal(), answers)):
        prompter = open_prompter(context, plain=request.plain)
        if prompter is not None:
            return ask_person(rules, goal(), answers, prompter, request)
    if not answers:
        raise errors.UsageError(NO_ANSWERS, NO_ANSWERS_HINT)
    return make_person(rules, answers)


def _is_settled(rules: CompiledRules, goal: Goal, answers: Mapping[str, AnswerValue]) -> bool:
    from npqpath.wizard.replay import replay

    make_person(rules, answers)
    return replay(rules, goal, answers).next is None


def given_answers(rules: CompiledRules, request: Request) -> dict[str, AnswerValue]:
    """Return the answers of the file and of `--set`, which goes first."""
    raw: dict[str, object] = dict(_read_file(request.answers, request.context)) if request.answers else {}
    workplace: str | None = None
    for pair in request.given:
        question, answer = read_pair(pair, "--set")
        if question == "workplace" and "workplace" not in rules.catalogue.questions_by_id:
            workplace = answer
        else:
            put_answer(raw, rules, question, answer)
    answers = read_answers(raw, rules.catalogue)
    if workplace is None:
        return answers
    from npqpath.cli.workplaces import with_workplace

    return with_workplace(rules, answers, workplace, request)


def put_answer(raw: dict[str, object], rules: CompiledRules, question: str, answer: str) -> None:
    """Put one `--set` into the answers: `npqs=npqsl:completed,npqh:studying` and `awards=qts,nasenco` too.

    Raises `UsageError` where nothing is the answer to a question that takes one; of ticks it leaves none.
    """
    known = rules.catalogue.questions_by_id.get(question)
    if known is not None and not answer and not kind_of(known).part_words:
        raise errors.UsageError(
            f'Nothing stands after "=" in "{question}=".', "`npqpath questions` lists the answers."
        )
    raw[question] = answer


def _read_file(name: str, context: console.Context) -> Mapping[str, object]:
    check_file(Path(name), "Check the name after --answers.")
    try:
        tree = read_yaml(name, "answers", context)
    except errors.DataError as error:
        # It is the teacher's file that has the fault, and nothing is wrong with the data.
        told = "\n".join(problem.located for problem in error.problems)
        raise errors.UsageError(told, "`npqpath help answers` shows how.") from error
    if tree.data is None:
        return {}
    if not isinstance(tree.data, dict):
        raise errors.UsageError(f"{name} holds no answers.", "Write one `question: answer` on each line.")
    return tree.data


def ask_person(
    rules: CompiledRules, goal: Goal, answers: dict[str, AnswerValue], prompter: Prompter, request: Request
) -> Person:
    """Return the person once every open question has been asked; without answers, kept ones are offered."""
    from npqpath.cli.workplaces import look_up_in
    from npqpath.wizard.interview import HELLO, Session

    make_person(rules, answers)
    folder = request.context.state_folder()
    resumed = None if answers else _kept_answers(rules, folder, prompter)
    greeting = "" if answers or resumed is not None else HELLO
    keeper = _keeper(folder, prompter, request.context.today)
    look_up = look_up_in(rules, request, prompter)
    session = Session(rules, goal, prompter, keeper, resumed or answers, look_up, greeting)
    return session.run() if resumed is None else session.review()


def _keeper(folder: Path, prompter: Prompter, on: dt.date) -> Callable[[Mapping[str, AnswerValue]], None]:
    told: list[str] = []

    def keep_answers(answers: Mapping[str, AnswerValue]) -> None:
        try:
            keep(folder, write_answers(answers), on)
        except OSError as error:
            if not told:
                told.append("told")
                why = f"Your answers cannot be kept on this computer ({error.strerror})."
                prompter.say(f"{why} You can still go on.")

    return keep_answers


def _kept_answers(rules: CompiledRules, folder: Path, prompter: Prompter) -> dict[str, AnswerValue] | None:
    """Return the answers of the last run that still fit, or None unless the teacher goes on with them."""
    from npqpath.wizard.prompter import Chosen, Option, Prompt
    from npqpath.words import day

    saved = kept(folder)
    if saved is None or not saved.answers:
        return None
    answers = _fitting(rules, saved.answers)
    if not answers:
        return None
    options = (Option("yes", "Go on with them"), Option("no", "Start again and delete them"))
    remarks = [f"There are answers here from {day(saved.on)}: {len(answers)} in all."]
    if len(answers) < len(saved.answers):
        remarks.append("The questions have changed since, so we will ask some again.")
    prompt = Prompt("resume", "Do you want to go on where you were?", options, remarks=tuple(remarks))
    reply = prompter.ask(prompt)
    if isinstance(reply, Chosen) and reply.ids == ("no",):
        forget(folder)
        return None
    return answers


def _fitting(rules: CompiledRules, raw: Mapping[str, object]) -> dict[str, AnswerValue]:
    """Return the kept answers that are still answers to the questions of today, and go together."""
    from npqpath.wizard.replay import fitting

    answers: dict[str, AnswerValue] = {}
    for question, value in raw.items():
        with contextlib.suppress(errors.UsageError):
            answers |= read_answers({question: value}, rules.catalogue)
    return fitting(rules, answers)


_OFF = frozenset({"", "0", "no", "off", "false"})
_DUMB = frozenset({"", "dumb", "unknown"})


def open_prompter(context: console.Context, *, plain: bool) -> Prompter | None:
    """Return a prompter that asks on stderr, or None where there is no terminal to ask on.

    Stdout plays no part: it may go to a file while the questions stay on the terminal.
    """
    if not (context.stdin_is_tty and context.stderr_is_tty):
        return None
    if not (plain or wants_plain(context)):
        from npqpath.wizard.arrow_keys import NoArrowKeysError, open_arrow_prompter

        try:
            return open_arrow_prompter(context.stdin, context.stderr)
        except NoArrowKeysError:
            pass
    from npqpath.wizard.numbered import NumberedPrompter

    return NumberedPrompter(context.stdin, context.stderr, context.width)


def wants_plain(context: console.Context) -> bool:
    """Return whether the variables ask for plain lines, or name no terminal that can be drawn on."""
    names = ("NPQPATH_PLAIN", "ACCESSIBLE")
    if any(context.env.get(name, "").lower() not in _OFF for name in names):
        return True
    # Windows has no TERM as a rule, and its consoles know arrow keys without it.
    return context.env.get("TERM", "windows" if sys.platform == "win32" else "").lower() in _DUMB


KEPT_SCHEMA = "npqpath/answers-so-far/1"
KEPT_FILE = "answers.json"


@dataclass(frozen=True, slots=True)
class Saved:
    """Answers kept by an earlier run, as JSON has them; the caller judges whether they still fit."""

    answers: Mapping[str, object]
    on: dt.date


def keep(folder: Path, answers: Mapping[str, object], on: dt.date) -> None:
    """Keep the answers in `folder` in place of the ones kept before; a missing folder is made.

    Raises OSError where that is not possible, as on a full disk; what was kept before is then still there.
    """
    sheet = {"schema": KEPT_SCHEMA, "kept_on": on.isoformat(), "answers": dict(answers)}
    text = json.dumps(sheet, indent=2, allow_nan=False) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    # Nothing waits for the disk: after a power cut a short file is moved aside by the next run, and a step
    # of the wizard stays fast.
    files.put_whole(folder / KEPT_FILE, text.encode(), mode=files.PRIVATE, wait="for nothing")


def kept(folder: Path) -> Saved | None:
    """Return the answers kept in `folder`, or None where there are none that this version can read."""
    path = folder / KEPT_FILE
    try:
        match json.loads(path.read_bytes()):
            case {"schema": str(schema), "kept_on": str(on), "answers": dict(answers)} if (
                schema == KEPT_SCHEMA
            ):
                return Saved(answers, dt.date.fromisoformat(on))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        pass
    free = (path.with_name(f"{path.stem}-unreadable-{n}{path.suffix}") for n in count(1))
    # Not being able to move it aside changes nothing for the teacher, who starts afresh.
    with contextlib.suppress(OSError):
        path.rename(next(name for name in free if not os.path.lexists(name)))
    return None


def forget(folder: Path) -> None:
    """Delete the answers kept in `folder`. A file that was moved aside stays; it may be somebody else's."""
    if folder.is_dir():
        for path in (folder / KEPT_FILE, *files.unfinished(folder / KEPT_FILE)):
            path.unlink(missing_ok=True)
