"""Where a result goes, and the day that a plan is for."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib.util
import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from npqpath.cli.options import Request, read_day
from npqpath.cli.results import choose, give, write
from npqpath.console import Context
from npqpath.errors import UsageError, UserError
from npqpath.output.document import Document, Heading, Paragraph
from npqpath.output.formats import Result

TODAY = dt.date(2026, 11, 21)
DOCUMENT = Document((Heading("A plan", 1), Paragraph("Cafés cost £5.")))


def in_memory(*, encoding: str = "utf-8") -> Context:
    """Return a context without a terminal; what is written to stdout and stderr stays in memory."""
    stdin, stdout, stderr = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(3))
    return Context(stdin, stdout, stderr, {}, TODAY, False, False, False)


def written(context: Context) -> tuple[str, str]:
    """Return what went to stdout and to stderr."""
    context.stdout.seek(0)
    context.stderr.seek(0)
    return context.stdout.read(), context.stderr.read()


def given(format: str | None, output: Path | None, context: Context) -> tuple[str, str]:
    """Return what went to stdout and to stderr when the document was given out."""
    give_to([] if output is None else [str(output)], context, format)
    return written(context)


def test_text_goes_to_stdout() -> None:
    assert given(None, None, in_memory()) == ("A plan\n======\n\nCafés cost £5.\n", "")


def test_a_stdout_that_knows_only_ascii_gets_ascii() -> None:
    assert given(None, None, in_memory(encoding="ascii"))[0].endswith("Cafes cost GBP 5.\n")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_what_programs_read_is_utf_8_whatever_the_console(encoding: str) -> None:
    context = in_memory(encoding=encoding)
    give(Result(lambda: DOCUMENT, lambda: {"name": "Łukasz"}), asking(context, format="json"))
    context.stdout.seek(0)
    assert context.stdout.buffer.read().decode() == '{\n  "name": "Łukasz"\n}\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plan.md", "# A plan\n\nCafés cost £5.\n"),
        ("plan.txt", "A plan\n======\n\nCafés cost £5.\n"),
        ("plan.json", '{\n  "price": "£5"\n}\n'),
    ],
)
def test_a_file_is_written_whole_and_in_utf_8(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    assert given(None, path, in_memory(encoding="ascii")) == ("", f"Written to {path}.\n")
    assert path.read_text("utf-8") == text
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "plan.md").mkdir()
    with pytest.raises(UserError, match="cannot be written") as refused:
        given(None, tmp_path / "plan.md", in_memory())
    assert refused.value.hint == "Choose another file after -o."
    assert [each.name for each in tmp_path.iterdir()] == ["plan.md"]


def give_to(outputs: list[str], context: Context, format: str | None = None) -> None:
    """Give the document out to several places."""
    give(Result(lambda: DOCUMENT, lambda: {"price": "£5"}), asking(context, *outputs, format=format))


def asking(context: Context, *outputs: str, format: str | None = None) -> Request:
    """Return a request for these outputs."""
    return Request(context=context, on=TODAY, outputs=outputs, format=format)


def test_several_files_are_each_written_as_they_end(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("plan.md", "plan.json", "plan.txt")]
    context = in_memory()
    give_to([*map(str, paths), "-"], context)
    stdout, stderr = written(context)
    assert stdout == "A plan\n======\n\nCafés cost £5.\n"
    assert stderr == "".join(f"Written to {path}.\n" for path in paths)
    assert [path.read_text("utf-8")[:6] for path in paths] == ["# A pl", '{\n  "p', "A plan"]


def test_a_format_beside_files_is_for_what_has_no_ending(tmp_path: Path) -> None:
    context = in_memory()
    give_to([str(tmp_path / "plan.md"), "-"], context, "json")
    assert written(context)[0].startswith("{")
    assert (tmp_path / "plan.md").read_text("utf-8").startswith("# A plan")


@pytest.mark.parametrize(
    ("outputs", "format", "message"),
    [
        (["a.md", "a.json"], "text", "--format text does not say which file it is for."),
        (["a.md", "b.md", "a.md"], None, "a.md is named twice."),
        (["a.md", "a.zip"], None, "The name of the file, a.zip, does not say which format to write."),
    ],
)
def test_outputs_that_do_not_go_together_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outputs: list[str], format: str | None, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as refused:
        give_to(outputs, in_memory(), format)
    assert refused.value.message == message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bad", ["folder.json", "nowhere/plan.json"])
def test_one_file_that_cannot_be_written_leaves_the_others_as_they_were(tmp_path: Path, bad: str) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "plan.md").write_text("old")
    with pytest.raises(UserError) as refused:
        give_to([str(tmp_path / name) for name in ("plan.md", bad, "plan.txt")], in_memory())
    assert refused.value.message.startswith(f"{tmp_path / bad} cannot be written: ")
    assert refused.value.hint == "Choose another file after -o. None of the others was written."
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder.json", "plan.md"]
    assert (tmp_path / "plan.md").read_text() == "old"


def test_content_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    def breaking_off() -> Iterator[str]:
        yield "first"
        raise UserError("Row 2 cannot be read.")

    path = tmp_path / "advice.csv"
    path.write_text("old")
    with pytest.raises(UserError, match="Row 2"):
        write([(path, breaking_off())], asking(in_memory()))
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("advice.csv", "old")]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "plan.md").symlink_to("real.md")
    give_to([str(tmp_path / "plan.md")], in_memory())
    assert (tmp_path / "plan.md").is_symlink()
    assert (tmp_path / "real.md").read_text("utf-8").startswith("# A plan")


def test_a_device_is_written_to_and_stays_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.md"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text, "utf-8")
        give_to([str(pipe)], in_memory())
        assert read.result(10).startswith("# A plan")
    assert pipe.is_fifo()


def test_a_word_file_goes_to_a_pipe_as_bytes() -> None:
    context = in_memory(encoding="ascii")
    give_to(["-"], context, "docx")
    context.stdout.seek(0)
    assert context.stdout.buffer.read(4) == b"PK\x03\x04"


def test_a_word_file_is_not_written_to_a_terminal() -> None:
    context = dataclasses.replace(in_memory(), stdout_is_tty=True)
    with pytest.raises(UsageError) as refused:
        give_to(["-"], context, "docx")
    assert refused.value.message == "docx is not for reading on a terminal."
    assert refused.value.hint == "Write it to a file: -o FILE.docx"
    assert written(context) == ("", "")


def test_a_part_that_is_not_installed_is_told_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as refused:
        choose(asking(in_memory(), "plan.md", "plan.docx"))
    assert refused.value.message == "docx needs a part that is not installed here."
    assert refused.value.hint == 'Install it with: python -m pip install "npqpath[docx]"'


@pytest.mark.parametrize(
    ("text", "day"),
    [(None, TODAY), ("2027-06-01", dt.date(2027, 6, 1)), ("2024-02-29", dt.date(2024, 2, 29))],
)
def test_a_day_is_read(text: str | None, day: dt.date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "2027-02-29", "2027-6-1", "20270601", "01/06/2027", "2027-W01-1"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        read_day(text, TODAY)


@pytest.mark.parametrize("text", ["2020-12-31", "2100-01-01"])
def test_a_day_that_the_data_knows_nothing_about_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="There is no advice for the year"):
        read_day(text, TODAY)
