"""The prompter with arrow keys: questionary asks, and everything is drawn on stderr.

What questionary lacks is added through what it and prompt_toolkit offer for that:

- keys to go back, to be told why, and Ctrl-D to stop;
- lines broken at words, and again when the terminal changes its width, because it clips a long choice;
- remarks above the question, where a mistake is told too: its own toolbar has to ask the terminal first;
- what stays of an answered question, because it would leave the hints of the answer as well.

questionary is slow to import: import this module only to ask with it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.filters import Always
from prompt_toolkit.input.defaults import create_input
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, ScrollOffsets, Window
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from questionary.constants import INDICATOR_SELECTED, INDICATOR_UNSELECTED

from npqpath.errors import Stopped
from npqpath.wizard import prompter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output


# Bold can be read on every background; questionary's own colours cannot.
_STYLE = questionary.Style(
    [
        *((part, "bold") for part in ("question", "pointer", "highlighted")),
        *(("qmark", "fg:default bold"), ("selected", "noreverse"), ("answer", "noinherit")),
        *(("search_success", "noinherit bold"), ("search_none", "noinherit")),
    ]
)
_POINTER = ">"
_SHORT = 9
"""So many lines are seen at a glance, and a stray letter would only hide some; a longer list is searched."""
_NOTHING_TICKED = f'Nothing is ticked. Space ticks a line, and Enter again means "{prompter.NONE_OF_THESE}".'
_NONE_AND_OTHERS = f'You ticked "{prompter.NONE_OF_THESE}" and something else. Space unticks a line.'


class _Line(str):
    """A line of a list as it is drawn; questionary searches what `lower` returns, other words included."""

    __slots__ = ("found_by",)
    found_by: str

    def lower(self) -> str:
        """Return the words by which the line is found."""
        return self.found_by


class NoArrowKeysError(Exception):
    """This terminal cannot be drawn on; the numbered prompter works there."""


def open_arrow_prompter(stdin: TextIO, stderr: TextIO) -> ArrowPrompter:
    """Return a prompter on this terminal. Raises `NoArrowKeysError` where it cannot be drawn on."""
    unusable: tuple[type[Exception], ...] = (OSError, ValueError, AttributeError)
    if sys.platform == "win32":
        # Git Bash and other terminals without a Windows console.
        from prompt_toolkit.output.win32 import NoConsoleScreenBufferError

        unusable = (*unusable, NoConsoleScreenBufferError)
    try:
        keys, screen = create_input(stdin), create_output(stdout=stderr)
        # Ticked and not ticked would look the same.
        (INDICATOR_SELECTED + INDICATOR_UNSELECTED).encode(stderr.encoding)
    except unusable as error:
        raise NoArrowKeysError from error
    if isinstance(screen, Vt100_Output):
        # Nothing here needs the cursor position, and a terminal that answers late leaves letters behind.
        screen.enable_cpr = False
    return ArrowPrompter(keys, screen, stderr)


class ArrowPrompter:
    """Asks with a list to move through or a line to type in.

    `screen` is drawn on, and `stderr` shows text on the same terminal between two questions.
    """

    def __init__(self, keys: Input, screen: Output, stderr: TextIO) -> None:
        looks = {"input": keys, "output": screen, "style": _STYLE}
        self._looks: dict[str, Any] = {**looks, "erase_when_done": True}
        self._screen = screen
        self._stderr = stderr

    def ask(self, prompt: prompter.Prompt) -> prompter.Chosen | prompter.Back:
        """Return what was chosen, or "back". Raises `Stopped` on Ctrl-C, Ctrl-D and a closed terminal."""
        ids = self._several(prompt) if prompt.several else self._one(prompt)
        if ids is None:
            return "back"
        self._leave(prompt.text, prompter.labels_chosen(prompt, ids))
        return prompter.Chosen(ids)

    def ask_text(self, text: str, why: str, *, can_go_back: bool) -> str | prompter.Back:
        """Return what was typed, "" to leave it out, or "back". Raises `Stopped` as `ask` does."""
        above: list[str] = []
        how = f"\n  {self._fit(how_to_type(can_go_back=can_go_back))}\n>"
        while True:
            question = questionary.text(self._fit(text), instruction=how, **self._looks)
            typed = self._run(question, above, KeyBindings(), can_go_back=can_go_back)
            if typed is None:
                return "back"
            typed = "".join(letter for letter in typed if letter.isprintable()).strip()
            command = prompter.read_command(typed)
            if command is None:
                self._leave(text, typed or prompter.LEFT_OUT)
                return str(typed)
            if command == "quit":
                raise Stopped
            if command == "back" and can_go_back:
                return "back"
            above = [prompter.why_we_ask(why) if command == "why" else prompter.NOTHING_BEFORE]

    def say(self, text: str) -> None:
        """Show a line that needs no answer. Raises `Stopped` where the terminal is closed."""
        self._put(prompter.broken_lines(text, self._width))

    def _one(self, prompt: prompter.Prompt) -> tuple[str, ...] | None:
        default = next(iter(prompter.earlier_answer(prompt)), None)
        chosen = self._list(prompt, questionary.select, default=default)
        return None if chosen is None else (chosen,)

    def _several(self, prompt: prompter.Prompt) -> tuple[str, ...] | None:
        ticked, start, notice = prompter.earlier_answer(prompt), prompt.options[0].id, ""
        while True:
            chosen = self._list(prompt, questionary.checkbox, ticked, notice, initial_choice=start)
            if chosen is None:
                return None
            if not chosen and notice != _NOTHING_TICKED:
                ticked, start, notice = (), prompter.NONE_OF_THESE, _NOTHING_TICKED
            elif prompter.NONE_OF_THESE in chosen and len(chosen) > 1:
                ticked, start, notice = tuple(chosen), prompter.NONE_OF_THESE, _NONE_AND_OTHERS
            else:
                return tuple(id for id in chosen if id != prompter.NONE_OF_THESE)

    def _list(
        self,
        prompt: prompter.Prompt,
        ask: Callable[..., questionary.Question],
        ticked: Sequence[str] = (),
        notice: str = "",
        **start: str | None,
    ) -> Any:
        """Return what questionary does, or None for the way back."""
        choices, fit_width = self._choices(prompt, ticked)
        is_long = len(choices) > _SHORT
        above = [text for text in (*prompt.remarks, notice) if text]
        text = self._fit(prompt.text)
        how = self._fit(how_to_choose(prompt, is_long=is_long, goes_on=False))
        drawn = "\n".join(["", *map(self._fit, above), text, how, *(str(choice.title) for choice in choices)])
        if drawn.count("\n") >= self._screen.get_size().rows:
            how = self._fit(how_to_choose(prompt, is_long=is_long, goes_on=True))
        question = ask(
            text,
            choices,
            instruction=f"\n  {how}",
            pointer=_POINTER,
            use_jk_keys=False,
            use_search_filter=is_long,
            **start,
            **self._looks,
        )
        question.application.before_render += fit_width
        keys = KeyBindings()

        @keys.add("?", eager=True, filter=prompt.why is not None)
        def _tell_why(_: KeyPressEvent) -> None:
            above[:] = [*prompt.remarks, prompter.why_we_ask(prompt.why or "")]

        # questionary ticks every line, or turns every tick round, with these.
        @keys.add("c-a" if is_long else "a", eager=True)
        @keys.add("tab" if is_long else "i", eager=True)
        def _tick_one_by_one(_: KeyPressEvent) -> None:
            pass

        return self._run(question, above, keys, can_go_back=prompt.can_go_back)

    def _choices(
        self, prompt: prompter.Prompt, ticked: Sequence[str]
    ) -> tuple[list[questionary.Choice], Callable[[object], None]]:
        """Return the lines of the list, and what breaks them anew for the width of the terminal."""
        earlier = prompter.earlier_answer(prompt)
        # Who holds nothing would never see this line below a long list.
        options = [prompter.Option(prompter.NONE_OF_THESE, prompter.NONE_OF_THESE)] if prompt.several else []
        options += prompt.options
        choices = [questionary.Choice(each.label, each.id, checked=each.id in ticked) for each in options]
        indent = len(f" {_POINTER} {INDICATOR_SELECTED} " if prompt.several else f" {_POINTER} ")

        def fit_width(_: object = None) -> None:
            for choice, option in zip(choices, options, strict=True):
                hint, label = option.hint or "", prompter.label_of(option, earlier)
                below = f"\n{' ' * (indent + 2)}{self._fit(hint, indent + 2)}" if hint else ""
                line = _Line(self._fit(label, indent) + below)
                line.found_by = "; ".join((label, hint, *option.aliases)).casefold()
                choice.title = line

        fit_width()
        return choices, fit_width

    def _run(
        self, question: questionary.Question, above: list[str], keys: KeyBindings, *, can_go_back: bool
    ) -> Any:
        """Return the answer, or None for the way back; `above` are the lines above the question."""
        application = question.application

        @keys.add("escape", eager=True, filter=can_go_back)
        def _go_back(event: KeyPressEvent) -> None:
            event.app.exit(result=None)

        @keys.add("c-d", eager=True)
        @keys.add("<sigint>", eager=True)
        def _stop(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError())

        def lines_above() -> str:
            lines = (line for text in above for line in prompter.broken_lines(text, self._width))
            return "\n".join(["", *lines])

        top = Window(FormattedTextControl(lines_above), dont_extend_height=True)
        focus = application.layout.current_window
        application.layout = Layout(HSplit([top, application.layout.container]), focus)
        for window in application.layout.find_all_windows():
            window.wrap_lines = Always()
            window.scroll_offsets = ScrollOffsets(top=1, bottom=2)
        application.key_bindings = merge_key_bindings([application.key_bindings or KeyBindings(), keys])
        # A lone Esc looks like the start of an arrow key for this long.
        application.ttimeoutlen = 0.05
        try:
            return question.unsafe_ask()
        except (EOFError, KeyboardInterrupt, OSError, ValueError) as error:
            raise Stopped from error

    @property
    def _width(self) -> int:
        # Some terminals break a line that fills the last column.
        return self._screen.get_size().columns - 1

    def _fit(self, text: str, indent: int = 2) -> str:
        """Return the text broken into lines, all but the first one indented."""
        spaces = " " * indent
        return "\n".join(prompter.broken_lines(text, self._width, first=spaces, rest=spaces)).lstrip()

    def _leave(self, question: str, answer: str) -> None:
        """Leave the question and its answer on the screen, in place of the list."""
        lines = prompter.broken_lines(f"? {question}", self._width, rest="  ")
        if len(lines) == 1 and len(lines[0]) + 2 + len(answer) <= self._width:
            lines = [f"{lines[0]}  {answer}"]
        else:
            lines += prompter.broken_lines(answer, self._width, first="  ", rest="  ")
        self._put(lines)

    def _put(self, lines: list[str]) -> None:
        prompter.put("".join(f"{line}\n" for line in lines), self._stderr)


def how_to_choose(prompt: prompter.Prompt, *, is_long: bool, goes_on: bool) -> str:
    """Return the line that names the keys."""
    words = [f"Up and down to move{' (the list goes on below)' if goes_on else ''}"]
    words += ["type a word to find it"] if is_long else []
    words += ["space to tick, Enter when done" if prompt.several else "Enter to choose"]
    words += ["? for why"] if prompt.why else []
    words += ["Esc to go back"] if prompt.can_go_back else []
    return ", ".join([*words, "Ctrl-C to stop"])


def how_to_type(*, can_go_back: bool) -> str:
    """Return the line that names the keys."""
    back = "Esc to go back, " if can_go_back else ""
    return f"Type, then press Enter; Enter alone leaves it out, ? tells why we ask, {back}Ctrl-C to stop"
