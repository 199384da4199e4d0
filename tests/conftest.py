"""What holds for every test."""

from __future__ import annotations

import signal

# A run that a shell starts in the background ignores Ctrl-C, and every program that a test starts would too.
signal.signal(signal.SIGINT, signal.default_int_handler)
