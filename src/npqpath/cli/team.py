"""`npqpath team`: a staff list to fill in, the advice for everybody on one, and a plan for all of them."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
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
    SET,
    Request,
    check_file,
    format_of,
    load_rules,
    read_pair,
    read_yaml,
    takes,
)
from npqpath.cli.results import check_extra, check_new, choose, give, write, write_out
from npqpath.console import as_file, remark, say_at_work
from npqpath.errors import DataError, UsageError
from npqpath.output.formats import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from npqpath.advice.cohort_dates import Standing
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.dataset.yaml_reader import Tree
    from npqpath.output.views.team import Part
    from npqpath.output.views.team_advice_csv import Advised
    from npqpath.team.candidates import Candidate
    from npqpath.team.report import Report
    from npqpath.team.staff_list import Finding, HowToRead, Reading, Understood
    from npqpath.team.task import Choice
    from npqpath.team.team_file import TeamFile


# Each command loads what it needs when it runs.


_A_NAME = re.compile(r"@|[^\W\d_]{2,}[ ,.]+[^\W\d_]{2,}|^[A-Z][a-z]{2,}$")
"""What an id looks like that is the name of a person, or an address of one."""
_MOST_TOLD = 40
"""Faults that are told on the screen; who has more mends these first."""

_HOW_READ = "`npqpath team check {}` shows how each heading and value was read"

Roster = Annotated[
    Path, typer.Argument(metavar="ROSTER", help="A staff list, one row for each person: CSV, XLSX or ODS.")
]


Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="How the list is to be read, as team check writes it."),
]
Visible = Annotated[bool, typer.Option("--visible", help="Leave out hidden rows, columns and sheets.")]


@takes(PLAIN, ON, SET, format_of("terminal, text, markdown, html, docx or json."), OUTPUT, DATA)
def check(request: Request, roster: Roster, mapping: Mapping = None, visible: Visible = False) -> Exit:
    """How a list is read, before anything is advised; -o mapping.yaml writes it down."""
    from npqpath.output.views.team_check import check_document, check_json, mapping_yaml
    from npqpath.team.staff_list import ROSTERS, Reading

    request = request.reading(roster, mapping)
    mappings = [Path(each) for each in request.outputs if each.endswith((".yaml", ".yml"))]
    request = replace(request, outputs=tuple(o for o in request.outputs if Path(o) not in mappings))
    choose(request)
    rules = load_rules(request)
    how = replace(_how(rules, request, mapping, visible=visible), counts_values=True)
    with as_file(str(roster), ROSTERS.most_bytes, request.context) as path:
        reading = Reading(path, rules.catalogue, str(roster), how)
        for _ in reading.batches():
            pass
    catalogue, name = rules.catalogue, roster.name
    write([(path, mapping_yaml(reading, catalogue, name)) for path in mappings], request)
    give(
        Result(lambda: check_document(reading, catalogue, name), lambda: check_json(reading, catalogue)),
        request,
    )
    for each in reading.notices.remarks():
        remark(each, request.context)
    return Exit.FINDINGS if reading.notices.findings() else Exit.DONE


def _how(
    rules: CompiledRules, request: Request, mapping: Path | None, team: Tree | None = None, *, visible: bool
) -> HowToRead:
    """Return how a list is to be read: a mapping, and what is the same for all."""
    from npqpath.advice.person import read_answers
    from npqpath.cli.workplaces import workplace_answers
    from npqpath.dataset.model_errors import build
    from npqpath.team.staff_list import HowToRead
    from npqpath.team.team_file import ListMapping, TeamFile

    catalogue = rules.catalogue
    mapped, defaults = ListMapping(), {}
    with _told_with_lines():
        if team is not None:
            defaults = read_answers(build(team, TeamFile).defaults or {}, catalogue)
        if mapping is not None:
            check_file(mapping, "Check the name after --mapping.")
            mapped = build(read_yaml(str(mapping), "the mapping", request.context), ListMapping)
    return HowToRead(
        on=request.on,
        defaults=defaults | read_answers(dict(read_pair(pair, "--set") for pair in request.given), catalogue),
        workplace=workplace_answers(rules, request),
        headings=mapped.headings,
        sheets=mapped.sheets,
        values={
            heading: {text: read_answers(answers, catalogue) for text, answers in values.items()}
            for heading, values in mapped.values.items()
        },
        only_visible=visible,
    )


def _check_understood(told: Understood, roster: Path) -> None:
    """Raise `UsageError` where too little of a list was understood to go on."""
    from npqpath.output.views.team_check import understood_text

    if told.with_post * 2 < told.people:
        message = f"{understood_text(told)} That is too little to advise on."
        raise UsageError(message, f"{_HOW_READ.format(roster)}, and a mapping mends it.")


@takes(ON, SET, format_of("csv or jsonl."), OUTPUT, DATA)
def advise(request: Request, roster: Roster, mapping: Mapping = None, visible: Visible = False) -> Exit:
    """Everybody's own suggestions, as a table."""
    from npqpath.advice.cohort_dates import stand
    from npqpath.output.views.team_advice_csv import advice_csv, advice_jsonl
    from npqpath.team.staff_list import ROSTERS, Reading

    request = request.reading(roster, mapping)
    choose(request, ("rows", "lines"))
    rules = load_rules(request)
    how = _how(rules, request, mapping, visible=visible)
    catalogue, standing = rules.catalogue, stand(rules.catalogue, request.on)
    context = request.context
    readings: list[Reading] = []

    def people() -> Iterator[Advised]:
        readings.append(Reading(path, catalogue, str(roster), how))
        advised = _advised(readings[-1], rules, standing)
        # What is no staff list is told before anything is written.
        first = list(islice(advised, 1))
        if len(readings) == 1:
            _check_understood(readings[0].notices.understood, roster)
        return chain(first, advised)

    result = Result(
        rows=lambda: advice_csv(people(), catalogue, standing),
        lines=lambda: advice_jsonl(people(), catalogue, standing),
    )
    with as_file(str(roster), ROSTERS.most_bytes, context) as path:
        give(result, request)
    notices = readings[-1].notices
    return _say_what_is_wrong(roster, notices.findings(), notices.remarks(), request, notices.understood)


def _advised(reading: Reading, rules: CompiledRules, standing: Standing) -> Iterator[Advised]:
    from npqpath.advice.batch import Adviser

    adviser = Adviser(rules, standing.rules)
    for batch in reading.batches():
        advice = adviser.advise(batch.sheets)
        for row, id, school, each in zip(batch.rows, batch.ids, batch.schools, advice, strict=True):
            if each.clash is not None:
                reading.notices.clash(row, each.clash)
            yield id, school, each


@takes(PLAIN, ON, SET, format_of("terminal, text, markdown, html, docx, json, csv or xlsx."), OUTPUT, DATA)
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
    mapping: Mapping = None,
    visible: Visible = False,
) -> Exit:
    """Who should study what and when, together."""
    from npqpath.team.candidates import join
    from npqpath.team.staff_list import ROSTERS, read_roster
    from npqpath.team.team_file import TeamFile, read_team_file

    request = request.reading(roster, team, keep, mapping)
    choose(request, ("document", "data", "rows"))
    check_extra("team", "highspy")
    rules = load_rules(request)
    tree = None
    if team is not None:
        check_file(team, "Check the name after --team.")
        tree = read_yaml(str(team), "the team file", request.context)
    with as_file(str(roster), ROSTERS.most_bytes, request.context) as path:
        how = _how(rules, request, mapping, tree, visible=visible)
        read = read_roster(path, rules.catalogue, str(roster), how)
    _check_understood(read.understood, roster)
    people, unused = join(rules, read.people)
    file = TeamFile()
    if tree is not None:
        schools = list(dict.fromkeys(each.school for each in people))
        with _told_with_lines():
            file = read_team_file(tree, TeamFile, rules.catalogue, [each.id for each in people], schools)
    names = sum(bool(_A_NAME.search(each.id.removesuffix(f" ({each.school})"))) for each in people)
    if names:
        looks = "1 id looks like a name" if names == 1 else f"{names:,} ids look like names"
        remark(f"{looks}. All but the page for governors would show them; numbers would do.", request.context)
    known = _known(keep, file, rules.catalogue, request)
    report = _report(people, file, rules, request, known=known)
    if what_if:
        give(_what_if(report, what_if, request), request)
    else:
        give(_whole(report, _parts(part, request), known if keep else None), request)
    return _say_what_is_wrong(roster, (*read.findings, *unused), read.remarks, request, read.understood)


@contextmanager
def _told_with_lines() -> Iterator[None]:
    try:
        yield
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
    known = read_plan(keep, stand(catalogue, request.on), file.starts)
    return frozenset(choice for choice in known if choice.course in catalogue.qualifications_by_id)


def _what_if(report: Report, asked: list[str], request: Request) -> Result:
    """Return what would differ from a plan, the rest of it left as it is."""
    from npqpath.dataset.yaml_reader import read_text
    from npqpath.output.excel import csv_line
    from npqpath.output.views.team_changes import change_rows, changes_json, what_if_document
    from npqpath.team.changes import changes_between
    from npqpath.team.team_file import WhatIf, read_team_file

    ids, file, people = [each.id for each in report.people], report.wanted, report.people
    for words in asked:
        with _told_with_lines():
            tree = read_text(words, "--what-if")
            wanted = read_team_file(tree, WhatIf, report.core.catalogue, ids, report.schools)
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
    made = make_template(load_rules(request).catalogue)
    writes: dict[str, Callable[[], str | bytes]] = {
        ".csv": lambda: f"\ufeff{template_csv(made)}",
        ".xlsx": lambda: template_workbook(made),
    }
    for path in paths:
        check_new(path, "It may be filled in. Choose another name after -o.")
        if path.suffix.lower() not in writes:
            message = f"The name of the file, {path}, does not say which format to write."
            raise UsageError(message, "End the name in .csv or .xlsx.")
        if path.suffix.lower() == ".xlsx":
            check_extra("excel", "xlsxwriter")
    write([(path, writes[path.suffix.lower()]()) for path in paths], request)
    if "-" in (request.outputs or "-"):
        write_out(template_csv(made), request.context, for_people=False)


def _say_what_is_wrong(
    roster: Path,
    findings: Sequence[Finding],
    remarks: Sequence[str],
    request: Request,
    understood: Understood,
) -> Exit:
    """Say how much was understood and what could not be read, and return the exit code that fits."""
    from npqpath.output.views.team_check import understood_text

    context = request.context
    for each in (understood_text(understood), f"{_HOW_READ.format(roster)}.", *remarks):
        remark(each, context)
    for finding in findings[:_MOST_TOLD]:
        told = " ".join(filter(None, (finding.message, finding.hint)))
        remark(f"{roster}: {finding.where}{': ' if finding.where else ''}{told}", context)
    if len(findings) > _MOST_TOLD:
        remark(f"{len(findings) - _MOST_TOLD:,} more faults are not shown.", context)
    return Exit.FINDINGS if findings else Exit.DONE


COMMANDS = {"check": check, "advise": advise, "plan": plan, "template": template}
