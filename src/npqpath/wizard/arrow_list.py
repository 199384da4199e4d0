"""The list that the arrow-key prompter draws: how its lines look, and the keys that work on it.

questionary brings the moving about and the application around it. It is built once, because building takes
five times as long as asking, and is given other lines for every question. What it lacks is added from
outside: a way back, a reason for the question, ticks, Ctrl-D, line breaks that follow the terminal's width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout, ScrollOffsets, Window
from prompt_toolkit.layout.controls import FormattedTextControl
from questionary.prompts.common import InquirerControl

from npqpath.wizard.arrow_rows import Line, Marks, start_of
from npqpath.wizard.long_list import LEAST_ROOM, next_beginning_with, part_to_draw, what_is_left_out
from npqpath.wizard.wording import NARROWEST, broken_lines

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from npqpath.wizard.arrow_rows import Row, Shown
    from npqpath.wizard.prompter import Prompt

_STYLE = questionary.Style([("pointer", "bold"), ("highlighted", "bold")])
_WIDEST = 100


def width_of(screen: Output) -> int:
    """Return how long a line may be; the last column stays free, as some terminals break the line there."""
    return max(NARROWEST, min(screen.get_size().columns - 1, _WIDEST))


class AnswerList:
    """A list on `screen`, worked with `keys`."""

    def __init__(self, keys: Input, screen: Output) -> None:
        self._screen = screen
        question = questionary.select(
            "",
            [""],
            use_jk_keys=False,
            style=_STYLE,
            input=keys,
            output=screen,
            # What questionary leaves on the screen repeats the hints.
            erase_when_done=True,
        )
        application = question.application
        windows = application.layout.find_all_windows()
        controls = [window.content for window in windows if isinstance(window.content, InquirerControl)]
        self._question, self._control = question, controls[0]
        self._control.text = self._list_text
        application.layout = Layout(
            HSplit(
                [
                    _window(FormattedTextControl(self._question_text)),
                    _window(self._control, ScrollOffsets(top=1, bottom=2)),
                ]
            )
        )
        # A lone Esc looks like the start of an arrow key for this long.
        application.ttimeoutlen = 0.05
        theirs = application.key_bindings or KeyBindings()
        application.key_bindings = merge_key_bindings([theirs, self._keys()])

    def show(self, shown: Shown, marks: Marks) -> Marks:
        """Return the marks at the time when Enter or Esc was pressed. Raises what the terminal raises."""
        self._shown, self._first = shown, 0
        control = self._control
        control.choices = [questionary.Choice(row.label, value=row.stands_for) for row in shown.rows]
        control.pointed_at = start_of(shown.rows, marks.at)
        control.selected_options = list(marks.ticked)
        end = self._question.unsafe_ask()
        assert isinstance(end, Marks)
        return end

    def _question_text(self) -> StyleAndTextTuples:
        prompt, width = self._shown.prompt, width_of(self._screen)
        above = [text for text in (*prompt.remarks, self._shown.notice) if text]
        lines = ["", *(line for text in above for line in broken_lines(text, width))]
        question = broken_lines(f"? {prompt.text}", width, rest="  ")
        keys = broken_lines(how_to_choose(prompt), width, first="  ", rest="  ")
        return [
            ("class:text", "".join(f"{line}\n" for line in lines)),
            ("class:question", "".join(f"{line}\n" for line in question)),
            ("class:instruction", "\n".join(keys)),
        ]

    def _list_text(self) -> StyleAndTextTuples:
        """Return the rows that the screen has room for; on a tiny one all, and the window moves over them."""
        rows = [self._row_text(at) for at in range(len(self._shown.rows))]
        size, width = self._screen.get_size(), width_of(self._screen)
        question = "".join(text for _, text, *_ in self._question_text())
        room = size.rows - question.count("\n") - 1
        if room < LEAST_ROOM:
            return [piece for row in rows for piece in row]
        heights = ["".join(text for _, text, *_ in row).count("\n") for row in rows]
        part = part_to_draw(heights, self._control.pointed_at, room, self._first)
        self._first = part.start
        above, below = what_is_left_out(part, len(rows), width)
        drawn = [piece for row in rows[part.start : part.stop] for piece in row]
        if above:
            drawn = [("class:instruction", f"{above}\n"), *drawn]
        if below:
            return [*drawn, ("class:instruction", below)]
        # A line break at the end would take a line of the screen.
        style, last, *_ = drawn[-1]
        return [*drawn[:-1], (style, last.removesuffix("\n"))]

    def _row_text(self, at: int) -> StyleAndTextTuples:
        rows, width = self._shown.rows, width_of(self._screen)
        row = rows[at]
        text: StyleAndTextTuples = []
        if at and isinstance(row.stands_for, Line) and isinstance(rows[at - 1].stands_for, str):
            text.append(("", "\n"))
        mark = self._mark(row)
        indent = " " * (len("> ") + len(mark))
        label = "\n".join(broken_lines(row.label, width, first=indent, rest=indent)).lstrip()
        if at == self._control.pointed_at:
            text += [("class:pointer", "> "), ("[SetCursorPosition]", "")]
            text.append(("class:highlighted", f"{mark}{label}\n"))
        else:
            text.append(("class:text", f"  {mark}{label}\n"))
        if row.hint:
            hint = broken_lines(row.hint, width, first=indent + "  ", rest=indent + "  ")
            text.append(("class:text", "".join(f"{line}\n" for line in hint)))
        return text

    def _mark(self, row: Row) -> str:
        if not self._shown.prompt.several or isinstance(row.stands_for, Line):
            return ""
        return "[x] " if row.stands_for in self._control.selected_options else "[ ] "

    def _end(self, event: KeyPressEvent, at: str | Line) -> None:
        event.app.exit(result=Marks(at, tuple(self._control.selected_options)))

    def _pointed_at(self) -> str | Line:
        return self._shown.rows[self._control.pointed_at].stands_for

    def _tick(self, id_: str) -> None:
        ticked = self._control.selected_options
        self._control.selected_options = (
            [*ticked, id_] if id_ not in ticked else [t for t in ticked if t != id_]
        )

    def _keys(self) -> KeyBindings:
        """Return the keys that questionary lacks, and the ones that must do something else here."""
        keys = KeyBindings()

        @keys.add("enter", eager=True)
        def _choose(event: KeyPressEvent) -> None:
            self._end(event, self._pointed_at())

        @keys.add(" ", eager=True)
        def _tick_or_choose(event: KeyPressEvent) -> None:
            at = self._pointed_at()
            if at is Line.NONE:
                self._control.selected_options = []
            elif isinstance(at, Line):
                self._end(event, at)
            elif self._shown.prompt.several:
                self._tick(at)

        @keys.add("escape", eager=True)
        def _go_back(event: KeyPressEvent) -> None:
            if self._shown.prompt.can_go_back:
                self._end(event, Line.BACK)

        @keys.add("c-d", eager=True)
        def _stop(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError())

        @keys.add("home", eager=True)
        def _to_first(_: KeyPressEvent) -> None:
            self._control.pointed_at = 0

        @keys.add("end", eager=True)
        def _to_last(_: KeyPressEvent) -> None:
            self._control.pointed_at = len(self._shown.rows) - 1

        @keys.add(Keys.Any)
        def _to_letter(event: KeyPressEvent) -> None:
            # A key without a meaning here comes as several characters, or as one that cannot be shown.
            if len(event.data) == 1 and event.data.isprintable():
                labels = [row.label for row in self._shown.rows]
                self._control.pointed_at = next_beginning_with(event.data, labels, self._control.pointed_at)

        return keys


def how_to_choose(prompt: Prompt) -> str:
    """Return the line that names the keys."""
    keys = "space to tick, Enter when done" if prompt.several else "Enter to choose"
    back = ", Esc to go back" if prompt.can_go_back else ""
    return f"Up and down to move, {keys}{back}, Ctrl-C to stop"


def _window(control: FormattedTextControl, scroll_offsets: ScrollOffsets | None = None) -> Window:
    return Window(
        control,
        wrap_lines=True,
        dont_extend_height=True,
        always_hide_cursor=True,
        scroll_offsets=scroll_offsets,
    )
