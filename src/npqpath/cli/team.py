"""`npqpath team`: a staff list to fill in, and the advice for everybody on one."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.data import load_rules
from npqpath.cli.exits import Exit
from npqpath.cli.giving import check_extra, read_day, write
from npqpath.cli.protection import check_new, check_outputs
from npqpath.console import Context, current_context
from npqpath.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from npqpath.advice.cohort_dates import Standing
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.dataset.catalogue import Catalogue
    from npqpath.output.views.team_advice import Advised
    from npqpath.team.staff_list import Finding, Reading


_ADVICE, _TEMPLATES = ("csv", "jsonl"), ("csv", "xlsx")
_MOST_TOLD = 40
"""Faults that are told on the screen; who has more mends these first."""
_WRITTEN_TOGETHER = 500


def advise_team(
    roster: Path, *, format: str | None, output: str | None, on: str | None, folders: list[Path]
) -> Exit:
    """Write everybody's suggestions, and say what could not be read."""
    context = current_context()
    form = _form(format, output, _ADVICE)
    if output is not None and output != "-":
        check_outputs([Path(output)], [roster], context)
    day = read_day(on, context)
    core = load_rules(folders, context, on=day)
    from npqpath.advice.cohort_dates import stand
    from npqpath.team.staff_list import Reading

    standing = stand(core.catalogue, day)
    reading = Reading(roster, core.catalogue)
    people = _advised(reading, core, standing)
    if context.stderr_is_tty and (_is_file(output) or not context.stdout_is_tty):
        from npqpath.console import with_progress

        people = with_progress(people, context)
    _write(_writer(form)(people, core.catalogue, standing), output, form, context)
    return tell(roster, reading.notices.findings(), reading.notices.remarks(), context)


def write_template(output: str | None, folders: list[Path]) -> None:
    """Write a staff list to fill in, as CSV or as an Excel file."""
    context = current_context()
    form = _form(None, output, _TEMPLATES)
    if output is not None and output != "-":
        check_new(Path(output), "It may be filled in. Choose another name after -o.")
    if form == "xlsx":
        check_extra("excel", "xlsxwriter")
    catalogue = load_rules(folders, context, on=context.today).catalogue
    from npqpath.output.excel import template_csv, template_workbook
    from npqpath.team.columns import make_template

    template = make_template(catalogue)
    if form == "xlsx" and output is not None:
        write([(Path(output), template_workbook(template))], context)
    else:
        _write(iter([template_csv(template)]), output, form, context)


def _form(format: str | None, output: str | None, forms: tuple[str, str]) -> str:
    """Return the format that is named, else that of the file, else CSV."""
    from npqpath.dataset.near_miss import did_you_mean

    if format is not None:
        if format not in forms:
            raise UsageError(f"There is no format called {format} here.", did_you_mean(format, forms))
        return format
    if output is None or output == "-":
        return "csv"
    ending = Path(output).suffix.lower().removeprefix(".")
    if ending not in forms:
        raise UsageError(
            f"The name of the file, {output}, does not say which format to write.",
            f"End the name in .{forms[0]} or .{forms[1]}.",
        )
    return ending


def _writer(form: str) -> Callable[[Iterable[Advised], Catalogue, Standing], Iterator[str]]:
    from npqpath.output.views.team_advice import advice_csv, advice_jsonl

    return advice_csv if form == "csv" else advice_jsonl


def _advised(reading: Reading, core: CompiledRules, standing: Standing) -> Iterator[Advised]:
    from npqpath.advice.batch import Adviser

    adviser = Adviser(core, standing.rules)
    for batch in reading.batches():
        advice = adviser.advise(batch.sheets)
        for row, id, school, each in zip(batch.rows, batch.ids, batch.schools, advice, strict=True):
            if each.clash is not None:
                reading.notices.clash(row, each.clash)
            yield id, school, each


def _is_file(output: str | None) -> bool:
    return output is not None and output != "-"


def _write(lines: Iterator[str], output: str | None, form: str, context: Context) -> None:
    if output is None or output == "-":
        for piece in _pieces(lines):
            context.stdout.write(piece)
        context.stdout.flush()
        return
    write([(Path(output), _pieces(_marked(lines) if form == "csv" else lines))], context)


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines of many people together, because each write takes its time."""
    while piece := "".join(islice(lines, _WRITTEN_TOGETHER)):
        yield piece


def _marked(lines: Iterator[str]) -> Iterator[str]:
    # Without the mark, Excel on Windows takes the file for old Windows letters.
    yield "\ufeff"
    yield from lines


def tell(roster: Path, findings: Sequence[Finding], remarks: Sequence[str], context: Context) -> Exit:
    """Say what could not be read, and return the exit code that fits."""
    from npqpath.output.text import safe

    for remark in remarks:
        context.stderr.write(f"{safe(remark)}\n")
    for finding in findings[:_MOST_TOLD]:
        told = " ".join(filter(None, (finding.message, finding.hint)))
        context.stderr.write(safe(f"{roster}: {finding.where}{': ' if finding.where else ''}{told}") + "\n")
    if len(findings) > _MOST_TOLD:
        context.stderr.write(f"{len(findings) - _MOST_TOLD:,} more faults are not shown.\n")
    return Exit.FINDINGS if findings else Exit.DONE
