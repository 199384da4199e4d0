"""`npqpath validate`: all checks on a data set or an overlay."""

from __future__ import annotations

from pathlib import Path

from npqpath.cli.data import data_folders
from npqpath.cli.giving import read_day, write
from npqpath.console import current_context


def validate(
    folders: list[Path],
    *,
    format: str,
    strict: bool,
    explain_code: str | None,
    on: str | None,
    output: str | None,
) -> int:
    """Write the report to where it is wanted. Returns 1 if the data does not pass, else 0."""
    context = current_context()
    if explain_code is not None:
        from npqpath.validate.explanations import explain

        context.stdout.write(explain(explain_code).rstrip("\n") + "\n")
        return 0
    from npqpath.validate.run import report_text

    day = read_day(on, context)
    text, code = report_text(
        data_folders(folders, context), on=day, format=format, strict=strict, env=context.env
    )
    if output is not None and output != "-":
        write([(Path(output), text)], context)
    else:
        context.stdout.write(text if text.endswith("\n") or not text else text + "\n")
    return code
