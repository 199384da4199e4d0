"""Write the JSON Schemas of the bundled data into `schema/`."""

from __future__ import annotations

from pathlib import Path

from npqpath.catalogue.loading import bundled_folder, load
from npqpath.render.schemas import SCHEMA_NAMES, schema_for, schema_text

FOLDER = Path(__file__).parents[1] / "schema"


def main() -> None:
    """Write every schema, and say which files there are."""
    catalogue = load(bundled_folder(), None)
    FOLDER.mkdir(exist_ok=True)
    for name in SCHEMA_NAMES:
        path = FOLDER / f"{name}.schema.json"
        path.write_text(schema_text(schema_for(name, catalogue)), encoding="utf-8")
        print(f"schema/{path.name}")


if __name__ == "__main__":
    main()
