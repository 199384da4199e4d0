"""A program on a real terminal, and what a person would see there: pexpect runs it, pyte draws it.

Usable for any command: start it with `Terminal([...])` in a `with` block, `press` keys, `wait_for` words, and
look at `visible`, `transcript` or `sent`. Words are compared without regard to line breaks, so the same test
can run at 80 and at 40 columns.
"""

from __future__ import annotations

import os
import signal
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pexpect
import pyte

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "enter": "\r",
    "space": " ",
    "esc": "\x1b",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
}
PATIENCE = 20.0


def squeezed(text: str) -> str:
    """Return the text with every run of spaces and line breaks made one space."""
    return " ".join(text.split())


class _Scrolling(pyte.Screen):
    """A screen that keeps the lines that scroll away; pyte's own one is several times as slow."""

    def __init__(self, columns: int, rows: int) -> None:
        self.gone: list[Mapping[int, Any]] = []
        super().__init__(columns, rows)

    def index(self) -> None:
        """Move down a line, and scroll at the end of the screen."""
        if self.cursor.y == self.lines - 1:
            self.gone.append(self.buffer[0])
        super().index()


class Terminal:
    """A terminal of the given size with a program in it.

    It runs in `folder`, or where this process runs. `stdout` sends the program's standard output to a file,
    as `>` does; the terminal then shows only stderr. Of this process's variables the program gets only those
    that do not change how it looks, and all of `env`.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        stdout: Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self._drawn: tuple[int, str] = (-1, "")
        self.sent = b""
        """Every byte that the program sent to the terminal."""
        self._screen = _Scrolling(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        words = list(command)
        if stdout is not None:
            words = ["/bin/sh", "-c", 'file=$1; shift; exec "$@" >"$file"', "sh", str(stdout), *words]
        with warnings.catch_warnings():
            # From Python 3.12 on, a fork in a process with threads warns; the child only calls exec.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child: pexpect.spawn[bytes] = pexpect.spawn(
                words[0],
                words[1:],
                dimensions=(rows, columns),
                env=_environment(env or {}),
                cwd=None if folder is None else str(folder),
            )
        # pexpect waits this long before each send, for programs that switch echo off late.
        self._child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    @property
    def visible(self) -> str:
        """The lines on the screen now, without the empty ones at the end."""
        # Drawing takes longer than waiting, so nothing is drawn twice.
        if self._drawn[0] != len(self.sent):
            lines = "\n".join(line.rstrip() for line in self._screen.display).rstrip()
            self._drawn = (len(self.sent), lines)
        return self._drawn[1]

    @property
    def transcript(self) -> str:
        """All lines, the ones that have scrolled away first."""
        columns = range(self._screen.columns)
        gone = ["".join(line[at].data for at in columns).rstrip() for line in self._screen.gone]
        return "\n".join([*gone, self.visible])

    def interrupt(self) -> None:
        """Stop the program as another program does: with SIGINT, and no key."""
        self._child.kill(signal.SIGINT)

    def press(self, *keys: str) -> None:
        """Send keys by name (see `KEYS`), and anything else as typed letters."""
        for key in keys:
            self._child.send(KEYS.get(key, key).encode())

    def wait_for(self, words: str) -> str:
        """Return the screen as soon as it shows the words; AssertionError if it never does."""
        return self.wait_until(lambda screen: squeezed(words) in screen, words)

    def wait_until(self, is_there: Callable[[str], bool], what: str) -> str:
        """Return the screen as soon as its squeezed text is right; AssertionError if it never is."""
        end = time.monotonic() + PATIENCE
        while not is_there(squeezed(self.visible)):
            if not self._read() or time.monotonic() > end:
                raise AssertionError(f"{what!r} is not on the screen:\n{self.transcript}")
        return self.visible

    def settle(self, quiet: float = 0.15) -> str:
        """Return the screen once nothing has been sent for `quiet` seconds."""
        last, seen = time.monotonic(), len(self.sent)
        while time.monotonic() - last < quiet and self._read(0.02):
            if len(self.sent) != seen:
                last, seen = time.monotonic(), len(self.sent)
        return self.visible

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, which the program is told."""
        self._child.setwinsize(rows, columns)
        self._screen.resize(rows, columns)
        self._drawn = (-1, "")

    def exit_status(self) -> int:
        """Return the exit status once the program has ended; a signal counts as minus its number."""
        end = time.monotonic() + PATIENCE
        while self._read():
            if time.monotonic() > end:
                raise AssertionError(f"the program has not ended:\n{self.transcript}")
        self._child.close()
        if self._child.exitstatus is not None:
            return self._child.exitstatus
        assert self._child.signalstatus is not None
        return -self._child.signalstatus

    def hang_up(self) -> None:
        """Close the terminal, as the cross of its window does, and wait until the program has noticed."""
        # pexpect itself would also send signals.
        whole: Any = self._child
        whole.ptyproc.fileobj.close()
        end = time.monotonic() + PATIENCE
        while self._child.isalive():
            if time.monotonic() > end:
                raise AssertionError("the program goes on without its terminal")
            time.sleep(0.02)

    def _read(self, seconds: float = 0.1) -> bool:
        """Draw what has arrived; return False once the program is gone."""
        try:
            new = self._child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.sent += new
        self._stream.feed(new)
        return True


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = ("PATH", "HOME", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT")
    own = {name: os.environ[name] for name in kept if name in os.environ}
    return {**own, "TERM": "xterm-256color", "LANG": "C.UTF-8", **extra}
