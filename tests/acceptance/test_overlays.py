"""Overlays from end to end: the examples, the one to start from, and hostile ones in every output."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from npqpath.advice.compiled_rules import compile_rules
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.plan import Plan, make_plan
from npqpath.dataset.load import load
from npqpath.dataset.overlays import parse_overlay
from npqpath.output.formats import plain_data
from npqpath.output.markdown import render_markdown
from npqpath.output.terminal import render_terminal
from npqpath.output.text import render_plain
from npqpath.output.views.plan import plan_document
from npqpath.output.views.plan_record import plan_record
from npqpath.output.views.qualification import next_step_document
from npqpath.validate.checks import check_names
from npqpath.validate.run import check_folders
from tests.builders import DAY as TODAY
from tests.program import DATA, DAY, EXAMPLES, HEAD_OF_YEAR, Program

HUB = str(EXAMPLES / "overlays" / "generate-teaching-hub")
TRUST = str(EXAMPLES / "overlays" / "trust-that-trains-others")
DEPUTY = ["advise", "--full", "--no-input", "--on", DAY] + [
    word
    for answer in ("role=deputy-headteacher", "setting=school", "aim=headship", "npqs=npqsl:completed")
    for word in ("--set", answer)
]
LEADER = ["advise", "--full", "--no-input", "--on", DAY] + [
    word
    for answer in (
        "role=phase-lead",
        "setting=school",
        "aim=wider-role",
        "npqs=npqsl:completed",
        "willowbank_school=yes",
    )
    for word in ("--set", answer)
]
OVER = ("--data", str(DATA), "--data")
"""The flags before the folder of an overlay."""
ABOUT = "about: {name: Riverside Hub, area: Riverside, checked: 2026-11-21}\n"


# --- the examples ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [[HUB], [TRUST], [HUB, TRUST]], ids=["hub", "trust", "both"])
def test_the_examples_have_no_finding(names: list[str]) -> None:
    assert check_folders([DATA, *map(Path, names)], TODAY).findings == ()


def test_a_plan_says_what_comes_from_the_hub_and_who_is_near(program: Program) -> None:
    done = program.run(*DEPUTY, *OVER, HUB)
    assert (done.code, done.stderr) == (0, "")
    assert re.search(r"Learn with leaders from near you: .*\(from Generate Teaching Hub; ", done.stdout)
    near = done.stdout[done.stdout.index("\nNear you\n") : done.stdout.index("\nThree years ahead\n")]
    assert "For Halton, Warrington and Wigan. Last checked on 21 November 2026." in near
    assert "Best Practice Network" in near
    assert "Teach First" in near
    assert "https://generateteachinghub.org" in near


def test_the_same_in_markdown(program: Program) -> None:
    done = program.run(*DEPUTY, *OVER, HUB, "--format", "markdown")
    assert "(from Generate Teaching Hub; " in done.stdout
    assert "\n## Near you\n\n### Generate Teaching Hub\n" in done.stdout


def test_the_same_in_json(program: Program) -> None:
    plan = json.loads(program.run(*DEPUTY, *OVER, HUB, "--format", "json").stdout)
    added = {one["id"]: one["added_by"] for step in plan["suggestions"] for one in step["activities"]}
    assert added["generate-local-groups"] == "Generate Teaching Hub"
    assert added["headteachers-standards"] is None
    assert "hub-courses" not in added
    (near,) = plan["local"]
    assert (near["name"], near["checked"]) == ("Generate Teaching Hub", "2026-11-21")
    assert [one["name"] for one in near["partners"]] == ["Best Practice Network", "Teach First"]
    assert near["events"] == []


def test_a_rule_and_a_question_of_a_trust_say_so(program: Program) -> None:
    done = program.run(*LEADER, *OVER, TRUST)
    assert (done.code, done.stderr) == (0, "")
    assert (
        "Do you work for a school of Willowbank Trust? (from Willowbank Trust (made up)): Yes" in done.stdout
    )
    assert (
        "looks for people like you to train others. (from Willowbank Trust (made up); source" in done.stdout
    )
    assert "10 March 2027: Open morning for other trusts." in done.stdout
    why = program.run("why", "share-expertise", *LEADER[2:], *OVER, TRUST)
    assert "(from Willowbank Trust (made up); source 1)" in why.stdout


def test_events_go_when_they_are_over(program: Program) -> None:
    late = program.run(*LEADER, *OVER, TRUST, "--on", "2027-03-11")
    assert "Near you" in late.stdout
    assert "Open morning" not in late.stdout


def test_overlays_come_from_the_environment_too(program: Program) -> None:
    done = program.run("show", "deeper-learning", env={"NPQPATH_DATA": f"{DATA}:{HUB}:{TRUST}"})
    assert done.stdout.index("Generate Teaching Hub") < done.stdout.index("Take a course of Willowbank Trust")
    assert "See what your teaching school hub offers" not in done.stdout


# --- laws, as a user sees them -----------------------------------------------------------------------------


def test_an_overlay_that_adds_nothing_gives_the_same_plan(program: Program, tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_text(ABOUT, encoding="utf-8")
    words = ["advise", "--answers", HEAD_OF_YEAR, "--on", DAY, "--format", "json"]
    with_it, without = (
        json.loads(program.run(*words, *more).stdout) for more in ([*OVER, str(tmp_path)], [])
    )
    assert with_it.pop("data") != without.pop("data")
    assert with_it == without


def test_faults_of_an_overlay_are_told_with_place_and_exit_code(program: Program, tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_text(ABOUT + "switch_off: {rules: [nothing]}\n", encoding="utf-8")
    done = program.run(*DEPUTY, *OVER, str(tmp_path))
    assert (done.code, done.stdout) == (3, "")
    assert f'{tmp_path / "overlay.yaml"}:2:22 NP162 There is no rule called "nothing"' in done.stderr


@pytest.mark.parametrize("name", [HUB, TRUST], ids=["hub", "trust"])
def test_validate_passes_the_examples(name: str, program: Program) -> None:
    done = program.run("validate", str(DATA), name, "--on", DAY, "--strict")
    assert (done.code, done.stderr) == (0, "")
    assert "no findings" in done.stdout


def test_validate_points_at_the_line_that_takes_the_last_advice_away(
    program: Program, tmp_path: Path
) -> None:
    off = "switch_off:\n  qualifications:\n    - npqsenco\n"
    (tmp_path / "overlay.yaml").write_text(ABOUT + off, encoding="utf-8")
    done = program.run("validate", str(DATA), str(tmp_path), "--on", DAY, "--format", "json")
    assert done.code == 1
    assert str(tmp_path / "overlay.yaml") in done.stdout
    text = program.run("validate", str(DATA), str(tmp_path), "--on", DAY).stdout
    assert "4 |     - npqsenco\n  |       ^^^^^^^^\n" in text
    assert "sencos-hear-of-their-duty" in text


# --- npqpath init ------------------------------------------------------------------------------------------


def test_init_writes_an_overlay_that_can_be_used_at_once(program: Program, tmp_path: Path) -> None:
    target = tmp_path / "new" / "hub"
    done = program.run("init", str(target))
    assert (done.code, done.stdout) == (0, "")
    assert f"Written to {target / 'overlay.yaml'}" in done.stderr
    text = (target / "overlay.yaml").read_text(encoding="utf-8")
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert program.run("show", "npqsl", *OVER, str(target)).code == 0
    assert program.run("validate", "--strict", str(DATA), str(target)).code == 0


def test_an_editor_finds_the_schema_of_what_init_writes(program: Program, tmp_path: Path) -> None:
    program.run("init", str(tmp_path))
    first = (tmp_path / "overlay.yaml").read_text(encoding="utf-8").partition("\n")[0]
    schema = tmp_path / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.read_text("utf-8") == program.run("schema", "overlay", env={"NPQPATH_DATA": ""}).stdout


def test_what_init_shows_in_comments_can_be_used_too(program: Program, tmp_path: Path) -> None:
    program.run("init", str(tmp_path))
    path = tmp_path / "overlay.yaml"
    text = re.sub(r"(?m)^#(?! \S|$)", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    made = parse_overlay(text.encode(), "overlay.yaml").model
    assert all(getattr(made, name) for name in type(made).__dataclass_fields__)
    # `init` writes the day on which it runs.
    day = made.about.checked
    assert check_folders([DATA, tmp_path], day).findings == ()


@pytest.mark.parametrize("name", ["overlay.yaml", "overlay.schema.json", "qualifications.yaml"])
def test_init_leaves_what_is_there(name: str, program: Program, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    done = program.run("init", str(tmp_path))
    assert (done.code, done.stdout) == (2, "")
    assert "is there already, and stays as it is." in done.stderr
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("file", "hint"),
    [
        ("overlay.yml", 'There is "overlay.yml". Call it "overlay.yaml".'),
        ("Pathways.YAML", 'There is "Pathways.YAML". Call it "pathways.yaml".'),
        ("notes.txt", "and an overlay is one with overlay.yaml. `npqpath init DIR` writes an overlay."),
    ],
)
def test_a_folder_without_data_files_says_what_it_lacks(
    file: str, hint: str, program: Program, tmp_path: Path
) -> None:
    (tmp_path / file).write_text("about: {}\n", encoding="utf-8")
    done = program.run("validate", str(tmp_path))
    assert (done.code, done.stdout) == (3, "")
    assert "has no " in done.stderr
    assert hint in done.stderr


def test_init_says_why_it_cannot_write(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert program.run("init", str(tmp_path / "file")).code == 2
    done = program.run("init", str(tmp_path / "file" / "hub"))
    assert done.code == 2
    assert "cannot be made" in done.stderr


# --- hostile overlays --------------------------------------------------------------------------------------

NASTY = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; [click](javascript:alert(1)) "
    "![pixel](https://example.org/x.png) <https://example.org> `code` **bold** | a | b | ::error::no "
    "%0A::warning::x [red]bold[/red] [link=file:///etc]x[/link] :calendar: @everyone {answer} {0} %s =1+1 "
    "\\x1b[31m ]8;;https://example.org]8;; # heading"
)


def hostile(tmp_path: Path) -> Plan:
    """Return a plan in which an overlay says something nasty wherever it can say anything."""
    nasty = "'" + NASTY.replace("'", "''") + "'"
    text = f"""\
about: {{name: {nasty}, area: {nasty}, checked: 2026-11-21}}
sources: {{own: {{url: "https://example.org/%3Cscript%3E", title: {nasty}, checked: 2026-11-21}}}}
partners: [{{name: {nasty}, text: {nasty}, link: "https://example.org/?a=[b](c)"}}]
contacts: [{{name: {nasty}, text: {nasty}}}]
events: [{{name: {nasty}, starts: 2027-01-01, text: {nasty}}}]
activities:
  share-expertise: [{{id: own, name: {nasty}, text: {nasty}, sources: [own], as_of: {nasty}}}]
questions:
  - id: own
    ask: {nasty}
    why: {nasty}
    kind: one
    answers: [{{id: one, label: {nasty}, fact: {nasty}}}, {{id: two, label: Two, fact: {nasty}}}]
rules:
  - {{id: o, suggest: share-expertise, strength: must, when: {{own: one}}, because: {nasty}, sources: [own]}}
"""
    (tmp_path / "overlay.yaml").write_text(text, encoding="utf-8")
    catalogue = load(DATA, check_names, [tmp_path])
    answers = {"role": "subject-lead", "setting": "school", "own": "one"}
    return make_plan(make_person(compile_rules(catalogue), read_answers(answers, catalogue)), TODAY)


@pytest.fixture(scope="module")
def nasty_plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Return the plan with a hostile overlay."""
    return hostile(tmp_path_factory.mktemp("hostile"))


def test_nothing_in_text_drives_a_terminal_or_is_eaten(nasty_plan: Plan) -> None:
    documents = [
        plan_document(nasty_plan),
        next_step_document(nasty_plan.core.catalogue, nasty_plan.core.catalogue.next_step("share-expertise")),
    ]
    for document in documents:
        texts = [
            render_plain(document, None, ascii_only=False),
            render_plain(document, 40, ascii_only=True),
            render_terminal(document, 80, colour=False, unicode=True),
        ]
        for text in texts:
            assert not re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
        assert NASTY in texts[0]


def test_colours_are_the_only_escape_sequences_on_a_terminal(nasty_plan: Plan) -> None:
    text = render_terminal(plan_document(nasty_plan), 80, colour=True, unicode=True)
    left = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "\x1b" not in left
    assert "[red]bold[/red]" in " ".join(left.split())


def test_markdown_holds_no_script_and_links_to_nothing_but_pages(nasty_plan: Plan) -> None:
    tokens: list[Any] = (
        MarkdownIt("commonmark").enable("table").parse(render_markdown(plan_document(nasty_plan)))
    )
    inside = [child for token in tokens for child in (token.children or [])]
    assert {token.content for token in [*tokens, *inside] if token.type.startswith("html")} <= {"<!-- -->"}
    assert not [token for token in inside if token.type == "image"]
    links = [token.attrs["href"] for token in inside if token.type == "link_open"]
    assert links
    assert all(re.match(r"https?://[a-z]", link) for link in links)


def test_json_holds_the_words_as_they_are(nasty_plan: Plan) -> None:
    plan = plain_data(plan_record(nasty_plan))
    assert plan["local"][0]["name"] == NASTY
    assert plan["suggestions"][0]["added_by"] == NASTY


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"about: " + b"[" * 200_000, id="deep nesting"),
        pytest.param(b"about: {name: " + b"x" * 3_000_000 + b"}", id="huge"),
        pytest.param(b"about: {name: \x1b]0;title\x07, area: a, checked: 2026-11-21}", id="escape sequence"),
        pytest.param(b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nabout: *c", id="repetition"),
        pytest.param(b"\x00\x01\x02\xff", id="noise"),
        pytest.param(b"", id="empty"),
    ],
)
def test_hostile_files_end_with_one_clear_fault(raw: bytes, program: Program, tmp_path: Path) -> None:
    (tmp_path / "overlay.yaml").write_bytes(raw)
    done = program.run(*DEPUTY, *OVER, str(tmp_path))
    assert (done.code, done.stdout) == (3, "")
    assert re.search(r"overlay\.yaml:\d+:\d+ NP0\d\d ", done.stderr)
    assert "Traceback" not in done.stderr
    assert not re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.stderr)
