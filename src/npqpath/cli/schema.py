"""`npqpath schema NAME`: the JSON Schema of a data file, an answers file or a plan."""

from __future__ import annotations

from pathlib import Path

from npqpath.cli.data import load_rules
from npqpath.cli.giving import write
from npqpath.console import current_context
from npqpath.output.json_schemas import SCHEMA_NAMES, schema_for, schema_text


def schema(name: str | None, output: str | None, folders: list[Path]) -> None:
    """Write one schema, or, without a name, all of them into a folder given by `output`, else their names."""
    context = current_context()
    catalogue = load_rules(folders, context, on=context.today).catalogue
    if name is None and output is None:
        context.stdout.write("".join(f"{each}\n" for each in SCHEMA_NAMES))
        return
    if name is None:
        folder = Path(str(output))
        folder.mkdir(parents=True, exist_ok=True)
        made = [(each, schema_text(schema_for(each, catalogue))) for each in SCHEMA_NAMES]
        write([(folder / f"{each}.schema.json", text) for each, text in made], context)
        return
    text = schema_text(schema_for(name, catalogue))
    if output is None or output == "-":
        context.stdout.write(text)
    else:
        write([(Path(output), text)], context)
