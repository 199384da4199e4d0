"""`npqpath team plan`: who studies what and when, for a whole school or trust."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from npqpath.cli.data import load_rules
from npqpath.cli.exits import Exit
from npqpath.cli.flags import Wanted, check_file
from npqpath.cli.giving import check_extra, choose, give, read_day
from npqpath.cli.team import tell
from npqpath.console import Context, at_work, current_context
from npqpath.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from npqpath.advice.cohort_dates import Standing
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.output.document import Document
    from npqpath.team.candidates import Candidate
    from npqpath.team.report import Report
    from npqpath.team.task import Choice
    from npqpath.team.team_file import TeamFile


@dataclass(frozen=True, slots=True)
class View:
    """Which view of the plan is wanted: whole, masked for others to see, or without somebody who leaves."""

    leaver: str | None
    shown: Literal["whole", "masked"]


def plan_team(
    roster: Path,
    team: Path | None,
    view: View,
    wanted: Wanted,
    *,
    on: str | None,
    folders: list[Path],
) -> Exit:
    """Write the plan of a team, or what changes if somebody leaves, and say what could not be read."""
    context = current_context()
    day = read_day(on, context)
    if view.leaver is not None and view.shown == "masked":
        raise UsageError(
            "--mask names nobody, and --if-leaves is about one person.", "Leave one of them out."
        )
    choose(wanted, context, ("rows",))
    check_extra("team", "highspy")
    core = load_rules(folders, context, on=day)
    from npqpath.advice.cohort_dates import stand
    from npqpath.team.candidates import join
    from npqpath.team.staff_list import read_roster

    read = read_roster(roster, core.catalogue)
    joined = join(core, read.people)
    file = _team_file(team, core, joined.people)
    standing = stand(core.catalogue, day)
    report = _report(core, joined.people, file, standing, context)
    if view.leaver is not None:
        _give_leaving(report, view.leaver, wanted, context)
    elif view.shown == "masked":
        _give_masked(report, wanted, context)
    else:
        _give_plan(report, wanted, context)
    return tell(roster, (*read.findings, *joined.findings), read.remarks, context)


def _team_file(path: Path | None, core: CompiledRules, people: tuple[Candidate, ...]) -> TeamFile:
    from npqpath.team.team_file import TeamFile, read_team_file

    if path is None:
        return TeamFile()
    check_file(path, "Check the name after --team.")
    from npqpath.dataset.yaml_reader import read

    ids = [each.id for each in people]
    schools = list(dict.fromkeys(each.school for each in people))
    try:
        return read_team_file(read(path), core.catalogue, ids, schools)
    except DataError as error:
        from npqpath.cli.asking import located

        raise UsageError("\n".join(map(located, error.problems))) from error


def _report(
    core: CompiledRules,
    people: tuple[Candidate, ...],
    file: TeamFile,
    standing: Standing,
    context: Context,
    *,
    known: Collection[Choice] = (),
) -> Report:
    from npqpath.team.allocation import Unmet
    from npqpath.team.report import make_report

    if not people:
        raise UsageError("There is nobody in the roster.", "Each person needs a row under the headings.")
    with at_work(f"Working out the best plan for {len(people):,} people", context):
        report = make_report(core, people, file, standing, known)
    if isinstance(report, Unmet):
        from npqpath.team.allocation import why_unmet
        from npqpath.team.demand import prepare

        task = prepare(core, people, file, standing).task
        told = [why_unmet(task, wish) for wish in report.musts]
        raise UsageError(
            f"Not everything under `must` can be planned. This cannot: {'; '.join(told)}.",
            "Raise a limit in the team file, or take away a must.",
        )
    return report


def _give_plan(report: Report, wanted: Wanted, context: Context) -> None:
    def document() -> Document:
        from npqpath.output.views.team import team_document

        return team_document(report)

    def data() -> object:
        from npqpath.output.views.team_record import team_json

        return team_json(report)

    def rows() -> Sequence[Sequence[str]]:
        from npqpath.output.views.team_record import choice_rows

        return choice_rows(report)

    give(document, data, wanted, context, on=report.standing.on, rows=rows)


def _give_masked(report: Report, wanted: Wanted, context: Context) -> None:
    from npqpath.output.views.team_masked import masked_document, masked_json, masked_rows

    give(
        lambda: masked_document(report),
        lambda: masked_json(report),
        wanted,
        context,
        on=report.standing.on,
        rows=lambda: masked_rows(report),
    )


def _give_leaving(report: Report, leaver: str, wanted: Wanted, context: Context) -> None:
    from npqpath.dataset.near_miss import did_you_mean
    from npqpath.team.leaving import Leaving, leaving
    from npqpath.team.report import without
    from npqpath.team.team_file import meant, names_of

    ids = [each.id for each in report.people]
    gone = meant(leaver, names_of(ids))
    if gone is None:
        raise UsageError(f'There is nobody called "{leaver}" in the roster.', did_you_mean(leaver, ids))

    @cache
    def found() -> Leaving:
        people, file = without(report.people, report.wanted, gone)
        known = report.allocation.choices
        after = _report(report.core, people, file, report.standing, context, known=known)
        return leaving(report, after, gone)

    def document() -> Document:
        from npqpath.output.views.team_leaving import leaving_document

        return leaving_document(found())

    def data() -> object:
        from npqpath.output.views.team_leaving import leaving_json

        return leaving_json(found())

    def rows() -> Sequence[Sequence[str]]:
        from npqpath.output.views.team_leaving import leaving_rows

        return leaving_rows(found())

    give(document, data, wanted, context, on=report.standing.on, rows=rows)
