"""Start here: `--version` is answered at once, everything else goes to the command line."""

from __future__ import annotations

import gc
import os
import sys
from types import FrameType
from typing import NoReturn


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:] == ["--version"] and _shows_version():
        return 0
    # What a command makes lives until it ends. To look for cycles in it, again and again and once more at the
    # end, would take a tenth of the time.
    gc.set_threshold(100_000, 50, 100)
    import signal

    from npqpath.cli.app import run
    from npqpath.cli.exits import Exit

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Who started us may have said that a closed terminal is not to matter.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    code = run(sys.argv[1:])
    gc.freeze()
    solver = sys.modules.get("npqpath.team.highs_solver")
    if code == Exit.STOPPED and solver is not None and solver.is_at_work():
        # HiGHS would call back into an interpreter that is ending, and that aborts the program.
        sys.stderr.flush()
        os._exit(code)
    return code


def _shows_version() -> bool:
    """Return whether the version could be shown; if not, the command line says why."""
    from npqpath import __version__

    try:
        print(f"npqpath {__version__}", flush=True)
    except OSError:
        return False
    return True


def _end(number: int, _: FrameType | None) -> NoReturn:
    """End tidily when the system says so: half-written files go, and the terminal is as it was."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
