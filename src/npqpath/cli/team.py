"""`npqpath team`: a staff list to fill in, the advice for everybody on one, and a plan for all of them."""

from __future__ import annotations

import re
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from npqpath.cli.exits import Exit
from npqpath.cli.options import (
    DATA,
    ON,
    OUTPUT,
    PLAIN,
    Request,
    check_file,
    format_of,
    load_rules,
    read_yaml,
    takes,
)
from npqpath.cli.results import check_extra, check_new, choose, give, write, write_out
from npqpath.console import Context, as_file, remark, say_at_work
from npqpath.errors import DataError, UsageError
from npqpath.output.formats import Result

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from npqpath.advice.cohort_dates import Standing
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.output.views.team import Part
    from npqpath.output.views.team_advice_csv import Advised
    from npqpath.team.candidates import Candidate
    from npqpath.team.report import Report
    from npqpath.team.staff_list import Finding, Reading
    from npqpath.team.task import Choice
    from npqpath.team.team_file import TeamFile


# Each command loads what it needs when it runs.


_A_NAME = re.compile(r"@|[^\W\d_]{2,}[ ,.]+[^\W\d_]{2,}|^[A-Z][a-z]{2,}$")
"""What an id looks like that is the name of a person, or an address of one."""
_MOST_TOLD = 40
"""Faults that are told on the screen; who has more mends these first."""

Roster = Annotated[
    Path, typer.Argument(metavar="ROSTER", help="A staff list, one row for each person: CSV, XLSX or ODS.")
]


@takes(ON, format_of("csv or jsonl."), OUTPUT, DATA)
def advise(request: Request, roster: Roster) -> Exit:
    """Everybody's own suggestions, as a table."""
    from npqpath.advice.cohort_dates import stand
    from npqpath.output.views.team_advice_csv import advice_csv, advice_jsonl
    from npqpath.team.staff_list import ROSTERS, Reading

    request = request.reading(roster)
    choose(request, ("rows", "lines"))
    rules = load_rules(request)
    catalogue, standing = rules.catalogue, stand(rules.catalogue, request.on)
    context = request.context
    readings: list[Reading] = []

    def people() -> Iterator[Advised]:
        readings.append(Reading(path, catalogue, str(roster)))
        advised = _advised(readings[-1], rules, standing)
        # What is no staff list is told before anything is written.
        return chain(list(islice(advised, 1)), advised)

    result = Result(
        rows=lambda: advice_csv(people(), catalogue, standing),
        lines=lambda: advice_jsonl(people(), catalogue, standing),
    )
    with as_file(str(roster), ROSTERS.most_bytes, context) as path:
        give(result, request)
    notices = readings[-1].notices
    return _say_what_is_wrong(roster, notices.findings(), notices.remarks(), request)


def _advised(reading: Reading, rules: CompiledRules, standing: Standing) -> Iterator[Advised]:
    from npqpath.advice.batch import Adviser

    adviser = Adviser(rules, standing.rules)
    for batch in reading.batches():
        advice = adviser.advise(batch.sheets)
        for row, id, school, each in zip(batch.rows, batch.ids, batch.schools, advice, strict=True):
            if each.clash is not None:
                reading.notices.clash(row, each.clash)
            yield id, school, each


@takes(
    PLAIN,
    ON,
    format_of("terminal, text, markdown, html, docx, json, csv or xlsx."),
    OUTPUT,
    DATA,
)
def plan(
    request: Request,
    roster: Roster,
    team: Annotated[
        Path | None,
        typer.Option("--team", metavar="FILE", help="What you want, and your limits: a team file."),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="PART", help="Only this: governors, head or people. More than once."),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="PLAN", help="Change as little as can be of this plan, as JSON."),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            metavar="WORDS",
            help="Only what would differ: as in a team file, and `leave` and `more`. More than once.",
        ),
    ] = None,
) -> Exit:
    """Who should study what and when, together."""
    from npqpath.team.candidates import join
    from npqpath.team.staff_list import ROSTERS, read_roster

    request = request.reading(roster, team, keep)
    choose(request, ("document", "data", "rows"))
    check_extra("team", "highspy")
    rules = load_rules(request)
    with as_file(str(roster), ROSTERS.most_bytes, request.context) as path:
        read = read_roster(path, rules.catalogue, str(roster))
    people, unused = join(rules, read.people)
    file = _team_file(team, rules.catalogue, people, request.context)
    names = sum(bool(_A_NAME.search(each.id)) for each in people)
    if names:
        looks = "1 id looks like a name" if names == 1 else f"{names:,} ids look like names"
        remark(f"{looks}. All but the page for governors would show them; numbers would do.", request.context)
    known = _known(keep, file, rules.catalogue, request)
    report = _report(people, file, rules, request, known=known)
    if what_if:
        result = _what_if(report, what_if, request)
    else:
        result = _whole(report, _parts(part, request), known if keep else None)
    give(result, request)
    return _say_what_is_wrong(roster, (*read.findings, *unused), read.remarks, request)


def _team_file(
    path: Path | None, catalogue: Catalogue, people: tuple[Candidate, ...], context: Context
) -> TeamFile:
    from npqpath.team.team_file import TeamFile, read_team_file

    if path is None:
        return TeamFile()
    check_file(path, "Check the name after --team.")
    ids = [each.id for each in people]
    schools = list(dict.fromkeys(each.school for each in people))
    try:
        return read_team_file(read_yaml(str(path), "the team file", context), catalogue, ids, schools)
    except DataError as error:
        raise UsageError("\n".join(problem.located for problem in error.problems)) from error


def _report(
    people: tuple[Candidate, ...],
    file: TeamFile,
    rules: CompiledRules,
    request: Request,
    *,
    known: Collection[Choice] = (),
) -> Report:
    from npqpath.advice.cohort_dates import stand
    from npqpath.team.allocation import AS_KNOWN, Unmet, why_unmet
    from npqpath.team.objectives import AIMS, TIES
    from npqpath.team.report import make_report

    if not people:
        raise UsageError("There is nobody in the roster.", "Each person needs a row under the headings.")
    standing = stand(rules.catalogue, request.on)
    names = {aim.id: aim.name for aim in (*AIMS, *TIES)} | {AS_KNOWN: "What people know already"}
    say_at_work(f"Working out the best plan for {len(people):,} people", request.context)

    def begins(aim: str) -> None:
        if request.context.stderr_is_tty:
            remark(f"- {names[aim]}", request.context)

    report = make_report(rules, people, file, standing, known, begins)
    if isinstance(report, Unmet):
        told = [why_unmet(report.task, wish) for wish in report.musts]
        raise UsageError(
            f"Not everything under `must` can be planned. This cannot: {'; '.join(told)}.",
            "Raise a limit in the team file, or take away a must.",
        )
    return report


def _parts(wanted: list[str] | None, request: Request) -> tuple[Part, ...]:
    """Return the parts that are asked for; else all in a file, and no page for each person on a screen."""
    from npqpath.dataset.near_miss import did_you_mean
    from npqpath.output.views.team import PARTS

    for word in wanted or ():
        if word not in PARTS:
            raise UsageError(f'There is no part "{word}" of a plan.', did_you_mean(word, list(PARTS)))
    usual = PARTS if request.outputs else PARTS[:-1]
    return tuple(part for part in PARTS if part in (wanted or usual))


def _known(keep: Path | None, file: TeamFile, catalogue: Catalogue, request: Request) -> frozenset[Choice]:
    """Return the choices of the plan to keep to."""
    from npqpath.advice.cohort_dates import stand
    from npqpath.team.changes import read_plan

    if keep is None:
        return frozenset()
    check_file(keep, "Check the name after --keep.")
    return read_plan(keep, stand(catalogue, request.on), file.starts)


def _what_if(report: Report, asked: list[str], request: Request) -> Result:
    """Return what would differ from a plan, the rest of it left as it is."""
    from npqpath.dataset.yaml_reader import read_text
    from npqpath.output.excel import csv_line
    from npqpath.output.views.team_changes import change_rows, changes_json, what_if_document
    from npqpath.team.changes import changes_between
    from npqpath.team.team_file import read_what_if

    ids, file, people = [each.id for each in report.people], report.wanted, report.people
    for words in asked:
        try:
            tree = read_text(words, "--what-if")
            wanted = read_what_if(tree, report.core.catalogue, ids, report.schools)
        except DataError as error:
            raise UsageError("\n".join(problem.located for problem in error.problems)) from error
        file = wanted.of(file)
        people = tuple(each for each in people if each.id not in wanted.leave)
    after = _report(people, file, report.core, request, known=report.choices)
    found = changes_between(report, after)
    return Result(
        lambda: what_if_document(found, "; ".join(asked)),
        lambda: changes_json(found),
        rows=lambda: map(csv_line, change_rows(found)),
    )


def _whole(report: Report, parts: Sequence[Part], known: Collection[Choice] | None) -> Result:
    from npqpath.output.excel import csv_line
    from npqpath.output.views.team import team_document
    from npqpath.output.views.team_record import person_rows, team_json
    from npqpath.team.changes import changes_since

    changes = None if known is None else changes_since(known, report)
    return Result(
        lambda: team_document(report, parts, changes),
        lambda: team_json(report),
        rows=lambda: map(csv_line, person_rows(report)),
    )


@takes(OUTPUT, DATA)
def template(request: Request) -> None:
    """A staff list to fill in, with the answers to choose from."""
    from npqpath.output.excel import template_csv, template_workbook
    from npqpath.team.columns import make_template

    paths = [Path(output) for output in request.outputs if output != "-"]
    for path in paths:
        check_new(path, "It may be filled in. Choose another name after -o.")
        if path.suffix.lower() not in (".csv", ".xlsx"):
            raise UsageError(
                f"The name of the file, {path}, does not say which format to write.",
                "End the name in .csv or .xlsx.",
            )
    workbooks = [path for path in paths if path.suffix.lower() == ".xlsx"]
    if workbooks:
        check_extra("excel", "xlsxwriter")
    made = make_template(load_rules(request).catalogue)
    write(
        [
            (path, template_workbook(made) if path in workbooks else f"\ufeff{template_csv(made)}")
            for path in paths
        ],
        request,
    )
    if "-" in (request.outputs or "-"):
        write_out(template_csv(made), request.context, for_people=False)


def _say_what_is_wrong(
    roster: Path, findings: Sequence[Finding], remarks: Sequence[str], request: Request
) -> Exit:
    """Say what could not be read, and return the exit code that fits."""

    context = request.context
    for each in remarks:
        remark(each, context)
    for finding in findings[:_MOST_TOLD]:
        told = " ".join(filter(None, (finding.message, finding.hint)))
        remark(f"{roster}: {finding.where}{': ' if finding.where else ''}{told}", context)
    if len(findings) > _MOST_TOLD:
        remark(f"{len(findings) - _MOST_TOLD:,} more faults are not shown.", context)
    return Exit.FINDINGS if findings else Exit.DONE


COMMANDS = {"advise": advise, "plan": plan, "template": template}
