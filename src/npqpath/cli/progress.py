"""How far a long run has got, on stderr, for somebody who watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from npqpath.cli.surroundings import Surroundings

T = TypeVar("T")

_STEP = 2_000
_PIECE = 1 << 20


def with_progress(people: Iterator[T], total: int | None, around: Surroundings) -> Iterator[T]:
    """Yield the people, with a bar on stderr that goes away at the end; `total` may be a guess or None."""
    # 60 ms, only where somebody watches.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=around.stderr, no_color=bool(around.env.get("NO_COLOR")))
    shown = (
        TextColumn("{task.completed:,} people", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*shown, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        for count, person in enumerate(people, start=1):
            if count % _STEP == 0:
                progress.update(task, completed=count)
            yield person


@contextmanager
def at_work(words: str, around: Surroundings) -> Iterator[None]:
    """Show on stderr that something is at work, and for how long, where somebody watches; it goes away."""
    if not around.stderr_is_tty:
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(file=around.stderr, no_color=bool(around.env.get("NO_COLOR")))
    shown = (SpinnerColumn(), TextColumn(words, markup=False), TimeElapsedColumn())
    with Progress(*shown, console=console, transient=True) as progress:
        progress.add_task("", total=None)
        yield


def lines_in(path: Path) -> int | None:
    """Return about how many rows a CSV file has, or None for other files and where nothing can be read."""
    try:
        with path.open("rb") as file:
            if file.read(2) == b"PK":
                return None
            return sum(piece.count(b"\n") for piece in iter(lambda: file.read(_PIECE), b""))
    except OSError:
        return None
