"""The proofs about rules: one broken data set a code, none on the frozen data, and brute force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npqpath.advice.compiled_rules import STRENGTHS
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Promise, Rule
from npqpath.validate.names import check_unused_names
from tests.builders import catalogue, number, one, rule, several
from tests.unit.rules.oracles import Given, matches
from tests.unit.validate.changed_data import changed, check_proofs, found, line_of, made, new_first, the_only

RULE = "strength: strong, because: So it is., sources: [dfe-ecte]"


def test_bundled_data_has_no_faults() -> None:
    findings = list(check_proofs(changed()))
    assert findings == []


def test_somebody_without_a_next_step() -> None:
    data = changed((r"- id: keep-learning\n", r"\g<0>    unless: {role: adviser, aim: lead-early-years}\n"))
    finding = the_only(check_proofs, data, "NP301")
    assert line_of(data, finding) == "rules"
    assert finding.example is not None
    assert finding.example.startswith(
        "Somebody: they advise or train other staff, want to lead an early years setting"
    )
    assert "possible answer sheets" in finding.example
    assert finding.hint is not None
    assert finding.hint.startswith('The nearest rule is "keep-learning" (line ')
    assert "It would match if they want to " in finding.hint


def test_promise_that_somebody_breaks() -> None:
    wrong = f"{{id: wrong, suggest: npqh, when: {{role: trainee-teacher}}, {RULE}}}"
    data = changed(new_first("rules", wrong))
    finding = found(check_proofs, data, "NP302")[0]
    assert line_of(data, finding) == "npqh"
    assert (
        finding.message == 'The promise "beginners-are-not-sent-to-leadership" is broken: somebody gets npqh.'
    )
    assert finding.hint is not None
    assert finding.hint.startswith('It comes from "wrong" (line ')
    assert finding.example is not None
    assert finding.example.startswith("Somebody: they are training to teach")


def test_promise_of_which_nobody_keeps_the_word() -> None:
    promise = "{id: new, says: Children first., when: {role: childminder}, always: [npqel, npqh]}"
    data = changed(new_first("promises", promise))
    finding = the_only(check_proofs, data, "NP302")
    assert line_of(data, finding) == "[npqel, npqh]"
    assert finding.message == 'The promise "new" is broken: somebody does not get npqel or npqh.'
    assert finding.example is not None
    assert finding.example.startswith("A childminder (any setting, aim or focus)")


def test_rule_whose_lines_fight() -> None:
    when = '{role: [senco, adviser], aim: headship, first_five_years_of_headship: "yes"}'
    data = changed(new_first("rules", f"{{id: wrong, suggest: npqh, when: {when}, {RULE}}}"))
    finding = the_only(check_proofs, data, "NP303")
    assert line_of(data, finding) == "[senco, adviser]"
    line = finding.place.line
    assert finding.message == (
        'The rule "wrong" can never match; these cannot hold together: '
        f"`role: [senco, adviser]` (line {line}) and `first_five_years_of_headship: 'yes'` (line {line})."
    )
    assert finding.hint == (
        "The question first_five_years_of_headship is asked only if role: [headteacher, "
        "executive-headteacher]. Change or take away one of these lines."
    )


def test_dots_at_the_end_of_a_hint_need_no_full_stop() -> None:
    roles = "[trainee-teacher, early-career-teacher, classroom-teacher, subject-lead, headteacher]"
    asked = (r"\{role: \[headteacher, executive-headteacher\]\}(?=\n    can_change)", f"{{role: {roles}}}")
    when = '{role: adviser, first_five_years_of_headship: "yes"}'
    data = changed(asked, new_first("rules", f"{{id: wrong, suggest: npqh, when: {when}, {RULE}}}"))
    assert the_only(check_proofs, data, "NP303").hint == (
        "The question first_five_years_of_headship is asked only if role: [trainee-teacher, "
        "early-career-teacher, classroom-teacher, subject-lead ... Change or take away one of these lines."
    )


def test_rule_for_people_who_do_not_exist() -> None:
    when = "{role: childminder, setting: school, aim: headship}"
    data = changed(new_first("rules", f"{{id: wrong, suggest: npqh, when: {when}, {RULE}}}"))
    finding = the_only(check_proofs, data, "NP303")
    assert "`role: childminder`" in finding.message
    assert "`setting: school`" in finding.message
    assert "aim" not in finding.message
    assert finding.hint is not None
    assert "says why there is nobody like this: A childminder works in early years." in finding.hint


def test_rule_that_its_unless_always_switches_off() -> None:
    wrong = f"{{id: wrong, suggest: npqh, when: {{role: senco}}, unless: {{role: [senco, adviser]}}, {RULE}}}"
    finding = the_only(check_proofs, changed(new_first("rules", wrong)), "NP303")
    assert "`role: senco`" in finding.message
    assert "`unless role: [senco, adviser]`" in finding.message


@pytest.mark.parametrize(
    ("section", "entry", "what"),
    [
        ("terms", 'nobody: {role: senco, employs_assistants: "yes"}', 'The term "nobody"'),
        (
            "promises",
            '{id: nobody, says: No., when: {role: senco, employs_assistants: "yes"}, never: [npqh]}',
            'The promise "nobody"',
        ),
    ],
    ids=["term", "promise"],
)
def test_other_conditions_that_never_match(section: str, entry: str, what: str) -> None:
    edit = (r"^terms:\n", rf"\g<0>  {entry}\n") if section == "terms" else new_first(section, entry)
    finding = the_only(check_proofs, changed(edit), "NP303")
    assert finding.severity == "warning"
    assert finding.message.startswith(f"{what} can never match")


def test_rule_that_never_wins() -> None:
    wrong = (
        "{id: narrow, suggest: deeper-learning, when: {aim: research, role: senco}, "
        "strength: worth-considering, because: So it is., sources: [dfe-ecte]}"
    )
    data = changed(new_first("rules", wrong))
    finding = the_only(check_proofs, data, "NP304")
    assert line_of(data, finding) == "narrow"
    assert re.fullmatch(
        r'The rule "narrow" never wins: "dig-into-evidence" \(line \d+\) matches all the same people first\.',
        finding.message,
    )
    assert finding.example is not None
    assert finding.example.startswith(
        "A SENCO: they want to go deeper into research and evidence (any setting or focus)."
    )


def test_next_step_that_no_rule_suggests() -> None:
    step = "{id: rest, name: Rest, summary: {text: Rest., sources: [dfe-ecte], as_of: now}, activities: []}"
    data = changed(new_first("next_steps", step))
    finding = the_only(check_unused_names, data, "NP308")
    assert line_of(data, finding) == "rest"
    assert (finding.severity, finding.message) == ("warning", '"rest" is never used.')


# ----------------------------------------------------------------------------------------------- brute force

JOB, AIM = (
    one("job", "head", "deputy", "teacher"),
    one("aim", "rise", "stay", ask_if={"job": ["head", "deputy"]}),
)
YEARS, TICKS = number("years"), several("ticks", "x", "y", ask_if={"job": "teacher"})
QUESTIONS = (JOB, AIM, YEARS, TICKS)

_ONE_LINE: st.SearchStrategy[dict[str, object]] = st.sampled_from(
    [
        {"job": "head"},
        {"job": ["deputy", "teacher"]},
        {"aim": "rise"},
        {"aim": "stay"},
        {"years": "under 2"},
        {"years": "2 to 4"},
        {"years": "5 or more"},
        {"ticks": {"any of": ["x"]}},
        {"ticks": {"none of": ["x", "y"]}},
    ]
)
_CONDITION: st.SearchStrategy[dict[str, object]] = st.lists(_ONE_LINE, min_size=1, max_size=3).map(
    lambda lines: {k: v for each in lines for k, v in each.items()}
)
_RULE = st.tuples(
    st.sampled_from(["wait", "share", "depth"]),
    st.sampled_from(STRENGTHS),
    st.none() | _CONDITION,
    st.none() | _ONE_LINE,
)


def _people(book: Catalogue) -> Iterator[Mapping[str, Given]]:
    """Yield every person who can exist, as answers to the questions that they are asked."""
    ticks = [frozenset(), frozenset("x"), frozenset("y"), frozenset("xy")]
    for job, aim, years, ticked in product(("head", "deputy", "teacher"), ("rise", "stay"), (0, 2, 5), ticks):
        sheet: dict[str, Given] = {"job": job, "aim": aim, "years": years, "ticks": ticked}
        for question in (TICKS, AIM):
            if not matches(question.ask_if, sheet, {}):
                del sheet[question.id]
        if not any(matches(each.when, sheet, {}) for each in book.pathways.impossible):
            yield sheet


def _is_met(rule: Rule, sheet: Mapping[str, Given]) -> bool:
    return matches(rule.when, sheet, {}) and not (rule.unless and matches(rule.unless, sheet, {}))


def _expected(book: Catalogue) -> set[tuple[str, str]]:
    """Return pairs of a code and the id of the rule, found by looking at every person."""
    people, rules = list(_people(book)), book.pathways.rules
    pairs = set()
    if any(not any(each.suggest != "depth" and _is_met(each, person) for each in rules) for person in people):
        pairs.add(("NP301", ""))
    rank = {each.id: (STRENGTHS.index(each.strength), i) for i, each in enumerate(rules)}
    for each in rules:
        met = [person for person in people if _is_met(each, person)]
        same = [other for other in rules if other.suggest == each.suggest and other.id != each.id]
        before = [other for other in same if rank[other.id] < rank[each.id]]
        if not met:
            pairs.add(("NP303", each.id))
        elif all(any(_is_met(other, person) for other in before) for person in met):
            pairs.add(("NP304", each.id))
    return pairs


@given(st.lists(_RULE, min_size=1, max_size=6), st.lists(_CONDITION, max_size=2))
def test_verdicts_agree_with_brute_force(
    rows: list[tuple[str, str, dict[str, object] | None, dict[str, object] | None]],
    gone: list[dict[str, object]],
) -> None:
    rules = [
        rule(suggest, when, strength=strength, unless=unless, id=f"rule-{i}")  # type: ignore[arg-type]
        for i, (suggest, strength, when, unless) in enumerate(rows)
    ]
    book = catalogue(QUESTIONS, rules, impossible={f"none-{i}": when for i, when in enumerate(gone)})
    if not list(_people(book)):
        return
    verdicts = set()
    for finding in check_proofs(made(book)):
        if finding.code in ("NP301", "NP303", "NP304"):
            id = re.search(r'"(rule-\d+)"', finding.message)
            verdicts.add((finding.code, id[1] if id else ""))
    assert verdicts == _expected(book)


def test_promises_agree_with_brute_force() -> None:
    rules = [
        rule("wait", {"job": "head"}),
        rule("share", {"aim": "rise"}),
        rule("depth", {"years": "under 2"}),
    ]
    promises = [
        Promise(id="kept", says="", when={"job": "head"}, always=("wait",)),
        Promise(id="broken", says="", when={"job": "head"}, never=("share",)),
        Promise(id="kept-by-unless", says="", unless={"aim": "rise"}, never=("share",)),
        Promise(id="broken-by-years", says="", when={"years": "2 or more"}, gets="at least one suggestion"),
    ]
    data = made(catalogue(QUESTIONS, rules, promises=promises))
    broken = [re.search(r'"([a-z-]+)"', each.message) for each in found(check_proofs, data, "NP302")]
    assert [match and match[1] for match in broken] == ["broken"]
