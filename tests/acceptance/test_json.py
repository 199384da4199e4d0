"""The JSON that other programs rely on: the keys, the closed sets of values, and all that the text has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.builders import frozen
from tests.program import ANSWERS, DAY, HEAD_OF_YEAR, Program

EXAMPLES = sorted(path.name for path in ANSWERS.glob("*.yaml"))

OUTCOMES = {"funded", "not-funded", "needs-review", "ineligible", "incomplete"}


def data(program: Program, *words: str) -> dict[str, Any]:
    """Return what a command gives as JSON."""
    done = program.run(*words, "--format", "json")
    assert (done.code, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


PLANS: dict[str, dict[str, Any]] = {}
TEXTS: dict[str, str] = {}


def plan(program: Program, name: str) -> dict[str, Any]:
    """Return the plan for one of the examples; it is made once."""
    if name not in PLANS:
        PLANS[name] = data(program, "advise", "--answers", str(ANSWERS / name), "--on", DAY)
    return PLANS[name]


def text_of_plan(program: Program, name: str) -> str:
    """Return the same plan as text; it is made once."""
    if name not in TEXTS:
        TEXTS[name] = program.run("advise", "--full", "--answers", str(ANSWERS / name), "--on", DAY).stdout
    return TEXTS[name]


def keys(record: dict[str, Any]) -> set[str]:
    """Return the keys of an object."""
    return set(record)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_has_what_the_contract_says(program: Program, name: str) -> None:
    made = plan(program, name)
    assert made["schema"] == "npqpath/plan/1"
    assert {"suggestions", "ruled_out", "find_out", "funding"} <= keys(made)
    assert [each["rank"] for each in made["suggestions"]] == list(range(1, len(made["suggestions"]) + 1))
    for each in made["suggestions"]:
        assert {"id", "kind", "rank", "certainty", "strength", "because", "sources"} <= keys(each)
        assert each["kind"] in ("qualification", "next-step")
        assert each["certainty"] in ("certain", "possible")
        assert each["strength"] in ("must", "strong", "worth-considering")
        assert each["because"].endswith((".", "?", "!"))
    assert any(each["kind"] == "next-step" for each in made["suggestions"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_names_every_source_that_it_cites(program: Program, name: str) -> None:
    made = plan(program, name)
    cited = {id for each in [*made["suggestions"], *made["funding"].values()] for id in each["sources"]}
    assert cited <= keys(made["sources"])
    for source in made["sources"].values():
        assert keys(source) == {"title", "url", "checked"}
        assert source["url"].startswith("http")


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_both_suggested_and_ruled_out(program: Program, name: str) -> None:
    made = plan(program, name)
    suggested = [each["id"] for each in made["suggestions"]]
    ruled_out = [each["id"] for each in made["ruled_out"]]
    assert len({*suggested, *ruled_out}) == len(suggested) + len(ruled_out)
    assert keys(made["funding"]) <= set(suggested)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_text_of_a_plan_says_what_its_json_says(program: Program, name: str) -> None:
    text, made = text_of_plan(program, name), plan(program, name)
    shown = [
        *(each["name"] for each in made["suggestions"]),
        *(each["because"] for each in made["suggestions"]),
        *(each["ask"] for each in made["find_out"]),
        *(line["when"] for line in made["timeline"]),
        *(stage["ask"][0] for stage in made["implementation"]),
    ]
    assert [words for words in shown if " ".join(words.split()) not in text] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_json_of_a_plan_has_every_page_that_its_text_cites(program: Program, name: str) -> None:
    text = text_of_plan(program, name)
    cited = {line.strip() for line in text.splitlines() if line.strip().startswith("http")}
    assert cited <= {source["url"] for source in plan(program, name)["sources"].values()}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_json_of_a_plan_tells_what_the_next_step_is(program: Program, name: str) -> None:
    first, made = plan(program, name)["suggestions"][0], json.dumps(plan(program, name))
    if first["kind"] == "qualification":
        found = frozen().qualification(first["id"])
        told = (found.summary, found.who_for, found.entry, found.assessment)
        assert [fact.text for fact in told if fact is not None and json.dumps(fact.text) not in made] == []


@pytest.mark.parametrize("name", EXAMPLES[:3])
def test_why_agrees_with_the_plan(program: Program, name: str) -> None:
    made = plan(program, name)
    first, last = made["suggestions"][0], made["ruled_out"][-1]
    words = ("--answers", str(ANSWERS / name), "--on", DAY)
    why_in, why_out = data(program, "why", first["id"], *words), data(program, "why", last["id"], *words)
    assert why_in["schema"] == "npqpath/why/1"
    assert (why_in["verdict"], why_in["because"]) == (first["certainty"], first["because"])
    assert (why_out["verdict"], why_out["because"]) == ("ruled-out", None)
    assert why_out["changes"] == last["changes"]


def test_funding_has_what_the_contract_says(program: Program) -> None:
    found = data(program, "funding", "--answers", HEAD_OF_YEAR, "--cohort", "autumn-2026", "--on", DAY)
    assert found["schema"] == "npqpath/funding/1"
    assert {each["id"] for each in found["results"]} == set(frozen().question("npqs").of)
    for each in found["results"]:
        assert {"id", "outcome", "because", "missing", "sources"} <= keys(each)
        assert each["outcome"] in OUTCOMES
        assert bool(each["missing"]) is (each["outcome"] == "incomplete")
    missing = next(each["missing"] for each in found["results"] if each["id"] == "npqlbc")
    assert missing == ["on_schools_disadvantage_list"]


@pytest.mark.parametrize(
    ("answer", "outcome"), [("yes", "funded"), ("no", "not-funded"), ("not-sure", "incomplete")]
)
def test_funding_follows_the_answer_that_decides(program: Program, answer: str, outcome: str) -> None:
    given = ("--answers", HEAD_OF_YEAR, "--set", f"on_schools_disadvantage_list={answer}", "--on", DAY)
    found = data(program, "funding", "npqlbc", *given)
    assert [each["outcome"] for each in found["results"]] == [outcome]


def test_funding_of_several_keeps_their_order(program: Program) -> None:
    found = data(program, "funding", "npqsl", "NPQH", "npqsl", "--answers", HEAD_OF_YEAR, "--on", DAY)
    assert [each["id"] for each in found["results"]] == ["npqsl", "npqh"]


def test_questions_list_every_answer_that_a_file_may_hold(program: Program) -> None:
    found = data(program, "questions")
    questions = {each["id"]: each for each in found["questions"]}
    assert found["schema"] == "npqpath/questions/1"
    assert list(questions) == [question.id for question in frozen().pathways.questions]
    for each in questions.values():
        assert {"id", "ask", "kind", "answers", "asked_if"} <= keys(each)
        assert each["kind"] in ("one", "several", "number", "month", "npqs")
        assert all({"id", "label", "aliases"} <= keys(answer) for answer in each["answers"])
    assert ids(questions["npqs"]) == list(frozen().question("npqs").of)
    assert questions["npqs"]["statuses"] == ["completed", "studying", "starting-soon", "none"]


def ids(question: dict[str, Any]) -> list[str]:
    """Return the ids of a question's answers."""
    return [answer["id"] for answer in question["answers"]]


def test_every_alias_that_is_listed_is_accepted(program: Program) -> None:
    workplace = next(
        each for each in data(program, "questions")["questions"] if each["id"] == "workplace_type"
    )
    aliases = {alias: answer["id"] for answer in workplace["answers"] for alias in answer["aliases"]}
    assert {"community school", "academy converter", "other independent school"} <= set(aliases)
    from npqpath.advice.person import read_answers

    for alias, id in aliases.items():
        assert read_answers({"workplace_type": alias.upper()}, frozen()) == {"workplace_type": id}


def test_the_map_of_tracks_is_whole(program: Program) -> None:
    found = data(program, "tracks", "--answers", HEAD_OF_YEAR)
    posts = {post["id"] for track in found["tracks"] for post in track["posts"]}
    assert len(found["tracks"]) == 3
    assert found["you_are_here"]
    assert set(found["you_are_here"]) <= posts
    assert {end for move in found["moves"] for end in (move["start"], move["to"])} <= posts


def test_json_in_a_file_keeps_letters_and_in_ascii_surroundings_escapes_them(program: Program) -> None:
    words = ("show", "npqsenco", "--format", "json")
    plain = program.run(*words, env={"LANG": "C", "PYTHONIOENCODING": "ascii"}).stdout
    assert plain.isascii()
    assert json.loads(plain) == json.loads(program.run(*words).stdout)


def test_this_folder_has_examples() -> None:
    assert Path(HEAD_OF_YEAR).name in EXAMPLES
