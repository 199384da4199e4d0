"""Start here: `--version` is answered at once, everything else goes to the command line."""

from __future__ import annotations

import gc
import signal
import sys
from types import FrameType
from typing import NoReturn


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        from npqpath import __version__

        print(f"npqpath {__version__}")
        return 0
    # What a command makes lives until it ends. To look for cycles in it, again and again and once more at the
    # end, would take a tenth of the time.
    gc.set_threshold(100_000, 50, 100)
    from npqpath.cli.run import run

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Who started us may have said that a closed terminal is not to matter.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    code = run(sys.argv[1:])
    gc.freeze()
    return code


def _end(number: int, _: FrameType | None) -> NoReturn:
    """End tidily when the system says so: half-written files go, and the terminal is as it was."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
