"""Start here: `--version` is answered at once, everything else goes to the command line."""

from __future__ import annotations

import gc
import sys


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

    code = run(sys.argv[1:])
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
