"""Start here: `--version` is answered at once, everything else goes to the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        from npqpath import __version__

        print(f"npqpath {__version__}")
        return 0
    from npqpath.cli.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
