"""The whole plan says nothing twice, and is short: the questions of the four stages are a few."""

from __future__ import annotations

import re
from collections import Counter

from markdown_it import MarkdownIt

from npqpath.output.document import Document, Pairs, Paragraph, said_once
from npqpath.output.markdown import render_markdown
from npqpath.output.text import render_plain
from npqpath.output.views.plan import plan_document
from tests.unit.output.test_page import NEW_SENCO, anybody, plan_for
from tools.plan_words import before_sources, words_of

CITED = re.compile(r" \([^()]*\)(?=$|\n)")
MOST_WORDS = 2300


def sentences(document: Document) -> Counter[str]:
    """Count the sentences of a plan before its sources; marks of lists and numbers of sources are none."""
    text = CITED.sub("", render_plain(before_sources(document), None, ascii_only=False))
    lines = (re.sub(r"^\s*([-*]|\d+\.|\[.\])\s+", "", line) for line in text.splitlines())
    parts = (part for line in lines for part in re.split(r"(?<=[.?!]) ", line))
    return Counter(part for part in parts if part.endswith((".", "?", "!")) and len(part.split()) > 2)


def test_no_sentence_stands_twice_in_a_plan() -> None:
    for plan in anybody():
        twice = {each: count for each, count in sentences(plan_document(plan)).items() if count > 1}
        assert not twice, plan.person.answers


def test_no_plan_is_long() -> None:
    assert max(words_of(plan_document(plan)) for plan in anybody()) <= MOST_WORDS


def test_of_each_stage_of_a_change_a_plan_asks_one_question_or_two() -> None:
    text = render_plain(plan_document(plan_for(NEW_SENCO)), None, ascii_only=False)
    stages = ("Explore", "Prepare", "Deliver", "Sustain")
    assert [text.count(f"[ ] {stage}: ") for stage in stages] == [2, 2, 1, 1]
    assert "`npqpath plan review` asks all questions" in text


def test_what_was_said_is_left_out_with_its_sources_and_nothing_else() -> None:
    before = Document(
        (Paragraph("One. Two. (source 1)"), Paragraph("Two. (2024; source 2)"), Paragraph("Two. Three."))
    )
    assert [block for block in said_once(before.blocks).blocks if isinstance(block, Paragraph)] == [
        Paragraph("One. Two. (source 1)"),
        Paragraph(""),
        Paragraph("Three."),
    ]


def test_answers_that_are_alike_all_stay() -> None:
    answers = Pairs((("A school?", "Yes"), ("In England?", "Yes")))
    assert said_once((Paragraph("Yes"), answers)).blocks[1] == answers


def test_a_plan_as_markdown_shows_no_backslash_and_lines_to_type_as_code() -> None:
    for plan in list(anybody())[:40]:
        parsed = MarkdownIt("commonmark").parse(render_markdown(plan_document(plan)))
        inline = [child for token in parsed for child in token.children or []]
        assert not [child for child in inline if "\\" in child.content], plan.person.answers
        assert "npqpath plan review" in {child.content for child in inline if child.type == "code_inline"}
        assert "\\`" not in render_markdown(plan_document(plan))
