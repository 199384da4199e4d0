"""Text in the data is only ever text: what looks like markup comes through as written, in every output."""

from __future__ import annotations

import json
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.acceptance.hostile import copied
from tests.program import COMMAND, DAY, HEAD_OF_YEAR, Program

MARKUP = (
    "[npqsl] :calendar: [/b] [bold]x[/bold] a|b `code` *one* _two_ **three** <b>tag</b> <!-- c --> "
    "# not a heading, 1. not a list, - [ ] not a task, [link](x:y) ![p](q) &amp; &lt; \\[ \\n {name} %s "
    "~~gone~~"
)
QUOTED = "'" + MARKUP + "'"
CHANGES = {
    "name: NPQ in Leading Behaviour and Culture": f"name: {QUOTED}",
    "text: A specialist NPQ about good behaviour, pupils' wellbeing and the culture of a school.": (
        f"text: 'It is {MARKUP}'"
    ),
    "because: You lead, or want to lead, behaviour and wellbeing, and this NPQ is about that alone.": (
        f"because: {QUOTED}"
    ),
    "ask: What is your job now?": f"ask: {QUOTED}",
    "label: Head of year or pastoral leader": f"label: {QUOTED}",
    "- What need do I want to meet, and what shows that it is real?": f"- {QUOTED}",
    'title: "HISP Teaching School Hub: NPQ Scholarship Funding for November 2025 Cohort"': f"title: {QUOTED}",
}
PLAN = ["advise", "--full", "--answers", HEAD_OF_YEAR, "--on", DAY]
PLACES_IN_A_PLAN = 6


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder full of markup."""
    changes = {old: new.replace("label: '", "label: '", 1) for old, new in CHANGES.items()}
    label = changes.pop("label: Head of year or pastoral leader")
    changes["{id: pastoral-lead, label: Head of year or pastoral leader,"] = (
        "{id: pastoral-lead, " + label + ","
    )
    return copied(tmp_path_factory.mktemp("hostile"), changes)


def test_the_text_has_it_as_written(program: Program, hostile: Path) -> None:
    done = program.run(*PLAN, "--data", str(hostile))
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.count(MARKUP) >= PLACES_IN_A_PLAN


@pytest.mark.parametrize("words", [["questions"], ["show", "npqlbc"], ["why", "npqlbc", *PLAN[2:]]])
def test_the_other_commands_have_it_as_written_too(program: Program, hostile: Path, words: list[str]) -> None:
    assert MARKUP in program.run(*words, "--data", str(hostile)).stdout
    assert MARKUP in shown_by_markdown(
        program.run(*words, "--data", str(hostile), "--format", "markdown").stdout
    )


def test_the_json_has_it_as_written(program: Program, hostile: Path) -> None:
    made = json.loads(program.run(*PLAN, "--data", str(hostile), "--format", "json").stdout)
    assert made["suggestions"][0]["name"] == MARKUP
    assert made["suggestions"][0]["because"] == MARKUP


def test_markdown_shows_it_as_written_and_makes_nothing_of_it(program: Program, hostile: Path) -> None:
    words = (*PLAN, "--format", "markdown")
    wild, tame = program.run(*words, "--data", str(hostile)).stdout, program.run(*words).stdout
    assert shown_by_markdown(wild).count(MARKUP) >= PLACES_IN_A_PLAN
    assert shape_of_markdown(wild) == shape_of_markdown(tame)


def test_a_web_page_shows_it_as_written_and_makes_nothing_of_it(program: Program, hostile: Path) -> None:
    words = (*PLAN, "--format", "html")
    wild, tame = program.run(*words, "--data", str(hostile)).stdout, program.run(*words).stdout
    assert Page(wild).words.count(MARKUP) >= PLACES_IN_A_PLAN
    # What is bold or small hangs on where a text has its first full stop, and how long it is.
    assert [tag for tag in Page(wild).tags if tag not in ("b", "small")] == [
        tag for tag in Page(tame).tags if tag not in ("b", "small")
    ]


class Page(HTMLParser):
    """The elements and the words of a web page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, _: object) -> None:
        """Take down an element."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Take down words."""
        self.words += data


def reader() -> MarkdownIt:
    """Return a reader of the Markdown that GitHub shows."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown_by_markdown(text: str) -> str:
    """Return the words that a reader of the page sees."""
    inline = [token for token in reader().parse(text) if token.type == "inline"]
    parts = [child.content for token in inline for child in token.children or [] if not is_unseen(child)]
    return "".join(parts)


def is_unseen(token: Token) -> bool:
    """Return whether this is the empty remark that keeps GitHub from making a picture of ":calendar:"."""
    return token.type == "html_inline" and token.content == "<!-- -->"


def shape_of_markdown(text: str) -> list[str]:
    """Return the elements of a page without their words."""
    tokens = reader().parse(text)
    inline = [child for token in tokens for child in token.children or []]
    blocks = [f"{token.type} {token.tag}" for token in tokens]
    words = ("text", "text_special")
    return blocks + sorted(child.type for child in inline if child.type not in words and not is_unseen(child))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
@pytest.mark.parametrize("columns", [200, 40])
def test_a_terminal_shows_it_as_written(program: Program, hostile: Path, columns: int) -> None:
    from tests.terminal.screen import Terminal, squeezed

    with Terminal([*COMMAND, *PLAN, "--data", str(hostile)], columns=columns, env=program.env) as terminal:
        assert terminal.exit_status() == 0
        words = set(squeezed(terminal.transcript).split())
        assert not [word for word in MARKUP.split() if word not in words]
        if columns == 200:
            assert (
                squeezed(terminal.transcript).count("[npqsl] :calendar: [/b] [bold]x[/bold] a|b `code`") >= 5
            )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a Unix terminal")
@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["arrows", "numbered"])
def test_the_questions_show_it_as_written(program: Program, hostile: Path, plain: list[str]) -> None:
    from tests.terminal.screen import Terminal, squeezed

    words = [*COMMAND, "advise", *plain, "--data", str(hostile)]
    with Terminal(words, columns=150, rows=60, env=program.env) as terminal:
        terminal.wait_for("Not teaching at the moment")
        assert squeezed(terminal.settle()).count(squeezed(MARKUP)) == 2


HIDDEN = {
    "escape": "\x1b[31m",
    "bell": "\x07",
    "delete": "\x7f",
    "C1 control": "\x9b31m",
    "right to left": "\u202e",
    "zero width": "\u200b",
}


@pytest.mark.parametrize(
    ("hidden", "written"),
    [*((hidden, "as it is") for hidden in HIDDEN.values()), ("\u202e", "by backslash")],
    ids=[*HIDDEN, "right to left by backslash"],
)
def test_hidden_characters_stop_the_program_at_their_place(
    program: Program, tmp_path: Path, hidden: str, written: str
) -> None:
    letters = hidden if written == "as it is" else f"\\U{ord(hidden[0]):08x}{hidden[1:]}"
    folder = copied(tmp_path / "data", {"ask: What is your job now?": f'ask: "What is {letters} your job?"'})
    done = program.run("show", "--data", str(folder))
    assert (done.code, done.stdout) == (3, "")
    line = 1 + (folder / "pathways.yaml").read_text("utf-8").partition('ask: "What is')[0].count("\n")
    assert done.stderr.startswith(f"{folder / 'pathways.yaml'}:{line}:")
    assert f"U+{ord(hidden[0]):04X}" in done.stderr
    assert hidden[0] not in done.stderr


def test_an_answer_full_of_escapes_is_named_without_them(program: Program) -> None:
    done = program.run("advise", "--set", "role=\x1b[31msenco\x07\u202e")
    assert done.code == 2
    assert '"senco" is not an answer to "role"' in done.stderr
    assert not set(done.stderr) & {"\x1b", "\x07", "\u202e"}


def test_letters_from_everywhere_come_through(program: Program, tmp_path: Path) -> None:
    name = "Łódź Ünïcødé 東京 café naïve £5 “quoted” 👩🏽‍🏫"
    folder = copied(tmp_path / "data", {"name: NPQ in Leading Behaviour and Culture": f"name: {name}"})
    assert name in program.run("show", "npqlbc", "--data", str(folder)).stdout
    plain = program.run(
        "show", "npqlbc", "--data", str(folder), env={"LANG": "C", "PYTHONIOENCODING": "ascii"}
    )
    assert plain.code == 0
    assert plain.stdout.isascii()
    assert "Lodz Unicode" in plain.stdout
