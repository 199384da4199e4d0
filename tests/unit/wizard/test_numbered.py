"""The numbered prompter: what it prints, letter by letter, and what a typed reply means."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.errors import Stopped
from npqpath.wizard.numbered import NumberedPrompter, what_to_type
from npqpath.wizard.prompter import Chosen, Option, Prompt, Unclear, read_reply

ROLE = Prompt(
    id="role",
    text="Which of these is nearest to the work you do in your school?",
    options=(
        Option("early-career", "Early career teacher in the first two years"),
        Option(
            "middle-leader", "Head of a subject or a year group", "Include acting posts, even for one term"
        ),
        Option("headteacher", "Headteacher"),
    ),
    can_go_back=True,
    why="Some courses are only for people who lead others already.",
    remarks=("Question 3, about 5 to go",),
)
NPQS = Prompt(
    id="npqs",
    text="Which NPQs have you completed?",
    options=(Option("npqsl", "Senior Leadership"), Option("npqh", "Headship"), Option("npqlbc", "Behaviour")),
    several=True,
)
PERIODS = Prompt(
    id="years",
    text="For how many years?",
    options=(Option("none", "0"), Option("one", "1"), Option("more", "2 or more")),
)


class Typist(io.StringIO):
    """Somebody who types these lines into a numbered prompter; `seen` is what a terminal would show."""

    def __init__(self, lines: Iterable[str | BaseException]) -> None:
        super().__init__()
        self.lines = list(lines)
        self.seen = ""

    # The stubs of the standard library ignore the same.
    def readline(self, _: int = -1, /) -> str:  # type: ignore[override]
        line = self.lines.pop(0) if self.lines else EOFError()
        if isinstance(line, BaseException):
            raise line
        self.seen += line + "\n"
        return line + "\n"

    def write(self, text: str, /) -> int:
        self.seen += text
        return len(text)

    def at(self, width: int = 80) -> NumberedPrompter:
        return NumberedPrompter(self, self, width)


def ask(prompt: Prompt, *lines: str | BaseException) -> tuple[object, str]:
    typist = Typist(lines)
    return typist.at().ask(prompt), typist.seen


AT_80 = """
Question 3, about 5 to go
Which of these is nearest to the work you do in your school?

  1. Early career teacher in the first two years
  2. Head of a subject or a year group
     Include acting posts, even for one term
  3. Headteacher (your answer so far)

Type a number, "back", "why" or "quit", or press Enter to keep your answer:
> why
Why we ask: Some courses are only for people who lead others already.
Type a number, "back", "why" or "quit", or press Enter to keep your answer:
> headtaecher
"headtaecher" is not in the list. Did you mean "Headteacher"? Then type 3.
Type a number, "back", "why" or "quit", or press Enter to keep your answer:
> 2
Your answer: Head of a subject or a year group
"""

AT_40 = """
Question 3, about 5 to go
Which of these is nearest to the work
you do in your school?

  1. Early career teacher in the first
     two years
  2. Head of a subject or a year group
     Include acting posts, even for one
     term
  3. Headteacher (your answer so far)

Type a number, "back", "why" or "quit",
or press Enter to keep your answer:
> why
Why we ask: Some courses are only for
people who lead others already.
Type a number, "back", "why" or "quit",
or press Enter to keep your answer:
> headtaecher
"headtaecher" is not in the list. Did
you mean "Headteacher"? Then type 3.
Type a number, "back", "why" or "quit",
or press Enter to keep your answer:
> 2
Your answer: Head of a subject or a year
  group
"""


@pytest.mark.parametrize(
    ("width", "transcript"), [(80, AT_80), (40, AT_40)], ids=["80 columns", "40 columns"]
)
def test_the_whole_conversation(width: int, transcript: str) -> None:
    typist = Typist(["why", "headtaecher", "2"])
    prompt = replace(ROLE, chosen=("headteacher",))
    assert typist.at(width).ask(prompt) == Chosen(("middle-leader",))
    assert typist.seen == transcript


def test_the_conversation_about_several_answers() -> None:
    typist = Typist(["1 9", "1, 3"])
    assert typist.at(40).ask(NPQS) == Chosen(("npqsl", "npqlbc"))
    assert typist.seen == (
        """
Which NPQs have you completed?

  1. Senior Leadership
  2. Headship
  3. Behaviour

Type one or more numbers (such as 1 2)
or "quit", or press Enter for none of
these:
> 1 9
There is no line 9. Type a number from 1
to 3.
Type one or more numbers (such as 1 2)
or "quit", or press Enter for none of
these:
> 1, 3
Your answer: Senior Leadership;
  Behaviour
"""
    )


def test_numbers_of_a_long_list_line_up() -> None:
    typist = Typist(["10"])
    options = tuple(Option(f"id-{n}", f"Choice {n}") for n in range(1, 11))
    assert typist.at().ask(Prompt("many", "Which?", options)) == Chosen(("id-10",))
    assert "\n   9. Choice 9\n  10. Choice 10\n" in typist.seen


@pytest.mark.parametrize(
    "reply",
    [
        "3",
        " 3 ",
        "3.",
        "3)",
        "headteacher",
        "HEADTEACHER",
        "Headteacher",
        '"Headteacher"',
        "\N{FULLWIDTH DIGIT THREE}",
    ],
)
def test_one_answer_by_number_id_or_label(reply: str) -> None:
    assert read_reply(reply, ROLE) == Chosen(("headteacher",))


@pytest.mark.parametrize(
    "reply", ["middle-leader", "middle leader", "MIDDLE_LEADER", "head of a subject or a  year group"]
)
def test_spaces_hyphens_and_case_do_not_matter(reply: str) -> None:
    assert read_reply(reply, ROLE) == Chosen(("middle-leader",))


@pytest.mark.parametrize(
    "reply", ["not sure", "Not-sure", "unsure", "don't know", "unknown", "I am not sure"]
)
def test_not_sure_can_be_typed_in_the_words_of_a_file_where_it_is_offered(reply: str) -> None:
    offered = replace(ROLE, options=(*ROLE.options, Option("not-sure", "I am not sure")))
    assert read_reply(reply, offered) == Chosen(("not-sure",))
    assert isinstance(read_reply(reply, ROLE), Unclear)
    assert read_reply("?", offered) == "why"


@pytest.mark.parametrize(
    ("reply", "ids"),
    [
        ("1 3", ("npqsl", "npqlbc")),
        ("3,1", ("npqsl", "npqlbc")),
        ("1, 3", ("npqsl", "npqlbc")),
        ("1;3", ("npqsl", "npqlbc")),
        ("1 and 3", ("npqsl", "npqlbc")),
        ("1 1 1", ("npqsl",)),
        ("npqh npqsl", ("npqsl", "npqh")),
        ("senior leadership, 2", ("npqsl", "npqh")),
        ("Senior Leadership and Headship", ("npqsl", "npqh")),
        ("1. 2.", ("npqsl", "npqh")),
        ("", ()),
        ("  ", ()),
        ("none", ()),
        ("None of these", ()),
    ],
)
def test_several_answers(reply: str, ids: tuple[str, ...]) -> None:
    assert read_reply(reply, NPQS) == Chosen(ids)


def test_none_takes_earlier_ticks_away_and_enter_keeps_them() -> None:
    prompt = replace(NPQS, chosen=("npqlbc", "npqsl"))
    assert read_reply("", prompt) == Chosen(("npqsl", "npqlbc"))
    assert read_reply("none", prompt) == Chosen(())
    assert what_to_type(prompt) == (
        'Type one or more numbers (such as 1 2), "none" or "quit", or press Enter to keep your answers:'
    )


def test_none_of_these_is_said() -> None:
    answer, seen = ask(NPQS, "")
    assert answer == Chosen(())
    assert seen.endswith("> \nYour answer: None of these\n")


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("", "Nothing was chosen. Type a number from 1 to 3."),
        ("0", "There is no line 0. Type a number from 1 to 3."),
        ("4", "There is no line 4. Type a number from 1 to 3."),
        ("1 3", "This question takes one answer. Type one number."),
        ("1, 3", "This question takes one answer. Type one number."),
        (
            "hedteacher",
            '"hedteacher" is not in the list. Did you mean "Headteacher"? Then type 3.',
        ),
        (
            "early",
            '"early" is not in the list. '
            'Did you mean "Early career teacher in the first two years"? Then type 1.',
        ),
        ("head", '"head" is not in the list. Type a number from 1 to 3.'),
        ("xyzzy", '"xyzzy" is not in the list. Type a number from 1 to 3.'),
        ("9" * 5000, f'"{"9" * 37}..." is not in the list. Type a number from 1 to 3.'),
        ("\udcff\udcc3", "Those letters could not be read. Type a number from 1 to 3."),
        ("\x1b[31mred", '"[31mred" is not in the list. Type a number from 1 to 3.'),
    ],
)
def test_one_sentence_says_what_to_type(reply: str, message: str) -> None:
    assert read_reply(reply, ROLE) == Unclear(message)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ("npqsl npqx", '"npqx" is not in the list. Did you mean "Headship"? Then type 2.'),
        ("2, zzz", '"zzz" is not in the list. Type a number from 1 to 3.'),
        (
            "senior leadershp",
            '"senior leadershp" is not in the list. Did you mean "Senior Leadership"? Then type 1.',
        ),
        (",", "Nothing was chosen. Type a number from 1 to 3."),
    ],
)
def test_one_unknown_word_of_several_takes_nothing(reply: str, message: str) -> None:
    assert read_reply(reply, NPQS) == Unclear(message)


def test_a_number_that_is_a_line_and_an_answer_is_asked_about() -> None:
    assert read_reply("1", PERIODS) == Unclear(
        '1 could be line 1 ("0") or "1" on line 2. '
        "For line 1 type 1. with a full stop; for the other type 2. with a full stop."
    )
    assert read_reply("1.", PERIODS) == Chosen(("none",))
    assert read_reply("2.", PERIODS) == Chosen(("one",))
    assert read_reply("3", PERIODS) == Chosen(("more",))
    assert read_reply("2 or more", PERIODS) == Chosen(("more",))


@pytest.mark.parametrize("reply", ["b", "back", "BACK", "go back", '"back"'])
def test_back_goes_back(reply: str) -> None:
    assert ask(ROLE, reply)[0] == "back"


def test_back_at_the_first_question_says_so_and_asks_again() -> None:
    answer, seen = ask(replace(ROLE, can_go_back=False), "back", "1")
    assert answer == Chosen(("early-career",))
    assert "\nThis is the first question, so there is nothing to go back to.\n" in seen
    assert '"back"' not in seen


def test_why_without_a_reason_says_so_and_asks_again() -> None:
    answer, seen = ask(replace(ROLE, why=None), "?", "1")
    assert answer == Chosen(("early-career",))
    assert "\nThere is no more to say about this question.\n" in seen
    assert '"why"' not in seen


def test_an_answer_named_like_a_command_can_be_typed_in_full() -> None:
    prompt = Prompt("what", "What helps?", (Option("stop", "Stop"), Option("go", "Go")))
    assert read_reply("stop", prompt) == Chosen(("stop",))
    assert read_reply("quit", prompt) == "quit"


def test_enter_chooses_nothing_that_was_not_chosen_before() -> None:
    answer, _ = ask(ROLE, "", "", "2")
    assert answer == Chosen(("middle-leader",))


def test_an_earlier_answer_that_is_gone_is_no_default() -> None:
    assert isinstance(read_reply("", replace(ROLE, chosen=("gone",))), Unclear)


@pytest.mark.parametrize(
    "end", [EOFError(), KeyboardInterrupt(), OSError(5, "terminal gone"), ValueError("closed file")], ids=repr
)
def test_the_end_of_typing_stops(end: BaseException) -> None:
    typist = Typist([end])
    with pytest.raises(Stopped):
        typist.at().ask(ROLE)
    assert typist.seen.endswith("> \n")


@pytest.mark.parametrize("word", ["q", "quit", "stop", "exit"])
def test_quit_stops(word: str) -> None:
    with pytest.raises(Stopped):
        ask(ROLE, word)


def test_letters_that_cannot_be_read_are_asked_for_again() -> None:
    broken = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    answer, seen = ask(ROLE, broken, "1")
    assert answer == Chosen(("early-career",))
    assert "Those letters could not be read.\n" in seen


@pytest.mark.parametrize(
    "error", [OSError(5, "terminal gone"), ValueError("closed file"), KeyboardInterrupt()], ids=repr
)
@pytest.mark.parametrize("act", [lambda p: p.ask(ROLE), lambda p: p.say("Hello")], ids=["ask", "say"])
def test_a_screen_that_is_gone_stops(act: Callable[[NumberedPrompter], object], error: BaseException) -> None:
    class Gone(io.StringIO):
        def write(self, _: str, /) -> int:
            raise error

    with pytest.raises(Stopped):
        act(NumberedPrompter(io.StringIO("1\n"), Gone(), 80))


def test_say_breaks_lines_but_not_addresses() -> None:
    typist = Typist([])
    typist.at(40).say("Read more at https://www.example.org/a/long/address/of/a/page today.")
    assert typist.seen == "Read more at\nhttps://www.example.org/a/long/address/of/a/page\ntoday.\n"


@given(reply=st.text(), prompt=st.sampled_from([ROLE, NPQS, PERIODS]), several=st.booleans())
def test_every_reply_is_understood_or_explained(reply: str, prompt: Prompt, several: bool) -> None:
    prompt = replace(prompt, several=several)
    meaning = read_reply(reply, prompt)
    if isinstance(meaning, Chosen):
        assert set(meaning.ids) <= {option.id for option in prompt.options}
        assert several or len(meaning.ids) == 1
    elif isinstance(meaning, Unclear):
        assert meaning.message.isprintable()
        assert meaning.message.endswith(".")


@given(
    ids=st.sets(st.sampled_from([option.id for option in NPQS.options])),
    by=st.sampled_from(["number", "id", "label"]),
)
def test_every_set_of_answers_can_be_typed(ids: set[str], by: str) -> None:
    words = [
        {"number": str(number), "id": option.id, "label": option.label}[by]
        for number, option in enumerate(NPQS.options, 1)
        if option.id in ids
    ]
    assert read_reply(", ".join(words), NPQS) == Chosen(tuple(o.id for o in NPQS.options if o.id in ids))


def ask_text(*lines: str | BaseException, can_go_back: bool = True, width: int = 80) -> tuple[str, str]:
    typist = Typist(lines)
    words = typist.at(width).ask_text(
        "Where do you work? Type a name.", "Funding depends on it.", can_go_back=can_go_back
    )
    return words, typist.seen


IN_WORDS = """
Where do you work? Type a name.
Type your answer, "back", "why" or "quit", or press Enter to leave it out:
> why
Why we ask: Funding depends on it.
Type your answer, "back", "why" or "quit", or press Enter to leave it out:
>  St Mary's
"""


def test_an_answer_in_words() -> None:
    words, seen = ask_text("why", " St Mary's ")
    assert words == "St Mary's"
    assert [line.rstrip() for line in seen.splitlines()] == IN_WORDS.splitlines()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", ""), ("  ", ""), ("back", "back"), ("B", "back"), ("go back", "back")],
)
def test_words_that_are_left_out_or_lead_back(typed: str, words: str) -> None:
    assert ask_text(typed)[0] == words


def test_before_the_first_words_there_is_nothing_to_go_back_to() -> None:
    words, seen = ask_text("back", "Oak", can_go_back=False)
    assert words == "Oak"
    assert "This is the first question" in seen
    assert '"back"' not in seen


@pytest.mark.parametrize("line", ["quit", "q", EOFError(), KeyboardInterrupt(), OSError()])
def test_words_can_be_stopped(line: str | BaseException) -> None:
    with pytest.raises(Stopped):
        ask_text(line)


def test_words_that_make_no_text_are_asked_for_again() -> None:
    words, seen = ask_text(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), "Oak")
    assert words == "Oak"
    assert "Those letters could not be read." in seen


def test_a_question_in_words_fits_40_columns() -> None:
    assert max(map(len, ask_text("Oak", width=40)[1].splitlines())) <= 40


@pytest.mark.parametrize("reply", ["head of department", "HOD", "hod"])
def test_an_answer_by_another_word_for_it(reply: str) -> None:
    lead = Option("lead", "Subject leader", aliases=("head of department", "HoD"))
    assert read_reply(reply, Prompt("role", "What?", (Option("head", "Head"), lead))) == Chosen(("lead",))
