"""What is suggested and in which order, what is ruled out, and what would change that."""

from __future__ import annotations

from hypothesis import given

from npqpath.advice.compiled_rules import STRENGTHS, CompiledRules, compile_rules
from npqpath.advice.person import Person, is_open, make_person, read_answers
from npqpath.advice.plan import make_plan
from npqpath.advice.suggestions import (
    Change,
    PersonFact,
    changes_to,
    explain,
    facts,
    kind_of,
    rule_out,
    suggest,
)
from npqpath.dataset.pathways import Answer, Question, Rule
from npqpath.rules.question_kinds import AnswerValue
from tests.builders import DAY, catalogue, frozen, frozen_core, npqs, number, one, rule
from tests.unit.advice.people import answers_of, complete_sheets, matching_rules, partial_answers
from tests.unit.rules.oracles import Given

ROLE = one("role", "head", "teacher")
PLACE = one("place", "school", "home")


def small(*rules: Rule, asked: tuple[Question, ...] = (ROLE, PLACE), **answers: object) -> Person:
    """Return a person in a small data set with these rules."""
    data = catalogue(asked, rules)
    return make_person(compile_rules(data), read_answers(answers, data))


def ids(person: Person) -> list[str]:
    return [each.id for each in suggest(person)]


@given(complete_sheets())
def test_with_all_answers_the_strongest_come_first_then_the_order_of_the_file(
    sheet: dict[str, Given],
) -> None:
    core = frozen_core()
    person = make_person(core, answers_of(frozen(), sheet))
    found = suggest(person)
    expected: dict[str, Rule] = {}
    for each in matching_rules(frozen(), sheet):
        expected.setdefault(each.suggest, each)
    assert [(each.id, each.rule, each.strength) for each in found] == [
        (id, each.id, each.strength) for id, each in expected.items()
    ]
    assert [each.rank for each in found] == list(range(1, len(found) + 1))
    for told in found:
        assert (told.certainty, told.hangs_on) == ("certain", ())
        assert person.share(core.suggested(told.id)) == 1.0
        assert (told.because, told.sources) == (expected[told.id].because, expected[told.id].sources)


@given(complete_sheets())
def test_with_all_answers_each_thing_is_either_suggested_or_ruled_out(sheet: dict[str, Given]) -> None:
    core = frozen_core()
    person = make_person(core, answers_of(frozen(), sheet))
    out = [each.id for each in rule_out(person)]
    assert sorted(ids(person) + out) == sorted(core.offers)
    assert out == [id for id in core.offers if id in out]


@given(partial_answers())
def test_everything_is_certain_possible_or_ruled_out_and_each_part_of_a_plan_says_so(
    answers: dict[str, AnswerValue],
) -> None:
    core = frozen_core()
    plan = make_plan(make_person(core, answers), DAY)
    told = {step.suggestion.id: step.suggestion for step in plan.steps}
    out = [each.id for each in plan.ruled_out]
    assert sorted([*told, *out]) == sorted(core.offers)
    assert len(plan.steps) == len(told)
    for id in core.offers:
        reason = explain(plan.person, id)
        assert reason.verdict == (told[id].certainty if id in told else "ruled-out")
        assert reason.suggestion == told.get(id)
        assert tuple(question for question, _ in reason.hangs_on) == (told[id].hangs_on if id in told else ())
    open_questions = {question for each in told.values() for question in each.hangs_on}
    open_questions |= {id for step in plan.steps if step.funding for id in step.funding.missing}
    assert {each.question for each in plan.find_out} <= open_questions
    named = {name for each in plan.find_out for name in each.decides if not name.startswith("funding for")}
    assert named <= {each.name for each in told.values() if each.certainty == "possible"}


@given(partial_answers())
def test_advice_for_everybody_is_below_what_may_fit_and_first_where_the_post_is_open(
    answers: dict[str, AnswerValue],
) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    found = suggest(person)
    for at, each in enumerate(found):
        if each.rule == "keep-learning" and not is_open(person, "role"):
            assert all(below.kind == "next-step" for below in found[at:])
        if is_open(person, "role") and each.certainty == "possible":
            assert all(below.certainty == "possible" for below in found[at:])


@given(partial_answers())
def test_everybody_gets_a_suggestion_and_knows_what_the_possible_ones_hang_on(
    answers: dict[str, AnswerValue],
) -> None:
    person = make_person(frozen_core(), answers)
    found = suggest(person)
    assert found
    for each in found:
        share = person.share(frozen_core().suggested(each.id))
        assert (each.certainty == "possible") is bool(each.hangs_on)
        assert (each.certainty == "certain") is (share == 1.0)
        assert each.certainty == "certain" or share < 1
        assert all(fact.text == fact.text.strip() and "{" not in fact.text for fact in each.facts)
        assert [fact.holds for fact in each.facts] == sorted(
            (fact.holds for fact in each.facts), reverse=True
        )


def test_must_goes_before_strong_and_strong_before_worth_considering() -> None:
    rules = (
        rule("wait", strength="worth-considering"),
        rule("share", strength="strong"),
        rule("depth", strength="must"),
    )
    assert ids(small(*rules)) == ["depth", "share", "wait"]
    assert [each.strength for each in suggest(small(*rules))] == list(STRENGTHS)


def test_rules_of_one_strength_keep_the_order_of_the_file() -> None:
    assert ids(small(rule("share"), rule("depth"), rule("wait"))) == ["share", "depth", "wait"]


def test_the_strongest_rule_that_holds_speaks_for_a_suggestion() -> None:
    rules = (
        rule("depth", {"place": "school"}, strength="worth-considering", id="weak"),
        rule("depth", {"role": "head"}, strength="strong", id="strong"),
    )
    assert [each.rule for each in suggest(small(*rules, role="head", place="school"))] == ["strong"]
    assert [each.rule for each in suggest(small(*rules, role="teacher", place="school"))] == ["weak"]


def test_what_is_certain_goes_before_what_is_as_strong_but_only_possible() -> None:
    rules = (rule("depth", {"role": "head"}), rule("share", {"place": "school"}))
    assert ids(small(*rules, place="school")) == ["share", "depth"]


def test_what_is_likely_and_strong_can_go_before_what_is_certain_and_weak() -> None:
    rules = (
        rule("depth", {"place": ["school", "home"]}, strength="strong"),
        rule("wait", strength="worth-considering"),
    )
    asked = (ROLE, one("place", "school", "home", "road"))
    found = suggest(small(*rules, asked=asked, role="head"))
    assert [(each.id, each.certainty) for each in found] == [("depth", "possible"), ("wait", "certain")]
    assert found[0].hangs_on == ("place",)


def test_while_the_post_is_open_only_what_is_certain_goes_first() -> None:
    rules = (
        rule("depth", {"place": ["school", "home"]}, strength="strong"),
        rule("wait", strength="worth-considering"),
    )
    found = suggest(small(*rules, asked=(ROLE, one("place", "school", "home", "road"))))
    assert [each.id for each in found] == ["wait", "depth"]


def test_what_nobody_mentioned_counts_as_not_held_for_the_order_only() -> None:
    held = npqs("npqs", "depth", "breadth")
    usual = Question(id=held.id, ask=held.ask, why="", kind="npqs", of=held.of, usual="none")
    rules = (
        rule("share", {"npqs": {"any of": ["breadth"]}}, strength="must"),
        rule("depth", unless={"npqs": {"any of": ["depth"]}}),
    )
    likely, unlikely = suggest(small(*rules, asked=(usual,)))
    assert (likely.id, likely.certainty, likely.hangs_on) == ("depth", "possible", ("npqs",))
    assert (unlikely.id, unlikely.certainty, unlikely.hangs_on) == ("share", "possible", ("npqs",))


def test_facts_are_the_smallest_set_of_answers_that_forces_the_line() -> None:
    rules = (rule("depth", {"any of": [{"role": "head", "place": "school"}, {"stage": "late"}]}),)
    asked = (ROLE, PLACE, one("stage", "early", "late"))
    (found,) = suggest(small(*rules, asked=asked, role="head", place="school", stage="late"))
    assert [fact.text for fact in found.facts] == ["you are late"]
    (found,) = suggest(small(*rules, asked=asked, role="head", place="school"))
    assert [fact.text for fact in found.facts] == ["you are head", "you are school"]


def test_a_ruled_out_line_has_no_change_where_something_fixed_would_have_to_change() -> None:
    person = small(rule("depth", {"years": "3 or more"}), asked=(ROLE, number("years")), role="head", years=1)
    (out,) = rule_out(person)
    assert (out.id, out.kind, out.name, out.changes) == ("depth", "qualification", "NPQ depth", None)
    assert facts(person, person.core.diagram.negate(person.core.suggested("depth"))) == (
        PersonFact("you did it for under 3 years", holds=True),
    )


def test_facts_say_first_what_holds_and_then_what_does_not() -> None:
    held = npqs("npqs", "depth", "breadth")
    rules = (rule("share", {"role": "head"}, unless={"npqs": {"any of": ["breadth"]}}),)
    (found,) = suggest(small(*rules, asked=(held, ROLE), role="head", npqs={"depth": "completed"}))
    assert found.facts == (
        PersonFact("you are head", holds=True),
        PersonFact("you have not taken BREADTH", holds=False),
    )


def changeable(question: Question, when: str) -> Question:
    return Question(
        id=question.id,
        ask=question.ask,
        why="",
        kind=question.kind,
        answers=question.answers,
        unit=question.unit,
        fact=question.fact,
        can_change="now" if when == "now" else "with-time",
        change_takes=None if when == "now" else when,
    )


def test_a_change_says_what_is_now_what_would_be_and_how_soon() -> None:
    asked = (changeable(ROLE, "now"), changeable(number("years"), "in about two years"))
    person = small(
        rule("depth", {"role": "head", "years": "3 or more"}), asked=asked, role="teacher", years=1
    )
    assert changes_to(person, person.core.suggested("depth")) == (
        Change("role", "you are teacher", "you are head", "now", None),
        Change(
            "years",
            "you did it for under 3 years",
            "you did it for 3 years or more",
            "with-time",
            "in about two years",
        ),
    )


def test_a_change_that_can_be_made_now_goes_before_one_that_takes_time() -> None:
    asked = (changeable(ROLE, "when you move"), changeable(PLACE, "now"))
    rules = (rule("depth", {"any of": [{"role": "head"}, {"place": "home"}]}),)
    person = small(*rules, asked=asked, role="teacher", place="school")
    changes = changes_to(person, person.core.suggested("depth"))
    assert changes is not None
    assert [(change.question, change.when) for change in changes] == [("place", "now")]


def test_an_open_question_is_something_to_find_out_and_goes_before_a_change() -> None:
    asked = (changeable(ROLE, "when you move"), changeable(PLACE, "now"))
    rules = (rule("depth", {"role": "head", "place": "home"}),)
    person = small(*rules, asked=asked, role="teacher")
    changes = changes_to(person, person.core.suggested("depth"))
    assert changes is not None
    assert [(change.question, change.now, change.when) for change in changes] == [
        ("role", "you are teacher", "with-time"),
        ("place", None, "to-find-out"),
    ]


def test_an_open_question_that_makes_no_difference_is_not_part_of_the_change() -> None:
    asked = (changeable(ROLE, "when you move"), PLACE)
    data = catalogue(
        asked,
        (rule("depth", {"role": "head"}),),
        impossible={"Heads are not at home.": {"role": "head", "place": "home"}},
    )
    person = make_person(compile_rules(data), {"role": "teacher"})
    changes = changes_to(person, person.core.suggested("depth"))
    assert changes is not None
    assert [change.question for change in changes] == ["role"]


def test_of_two_open_questions_that_would_each_do_one_stays() -> None:
    asked = (changeable(ROLE, "when you move"), one("a", "x", "w"), one("b", "y", "z", "v"))
    rules = (rule("depth", {"role": "head", "any of": [{"a": "x"}, {"b": "y"}]}),)
    data = catalogue(asked, rules, impossible={"x and z do not go together.": {"a": "x", "b": "z"}})
    person = make_person(compile_rules(data), {"role": "teacher"})
    changes = changes_to(person, person.core.suggested("depth"))
    assert changes is not None
    assert len(changes) == 2
    assert changes[0].question == "role"


def test_an_award_that_nobody_can_gain_any_more_is_never_a_change() -> None:
    held = Question(
        id="awards",
        ask="Which?",
        why="",
        kind="several",
        lacking="you did not tick {answer}",
        answers=(
            Answer(id="old", label="Old award", can_change="no", fact="you hold the old award"),
            Answer(id="new", label="New award", fact="you hold the new award"),
        ),
        can_change="with-time",
    )
    rules = (
        rule("depth", {"awards": {"any of": ["old", "new"]}}),
        rule("breadth", {"awards": {"any of": ["old"]}}),
    )
    person = small(*rules, asked=(held,), awards=[])
    depth, breadth = rule_out(person)
    assert [change.then for change in depth.changes or ()] == ["you hold the new award"]
    assert breadth.changes is None


def test_the_older_npqs_and_nasenco_can_no_longer_be_gained() -> None:
    answers = frozen().question("awards").answers
    closed = {answer.id for answer in answers if answer.can_change == "no"}
    assert closed == {
        "nasenco",
        "nasenco-begun-before-september-2024",
        "npqml",
        "legacy-npqsl",
        "legacy-npqh",
        "legacy-npqel",
    }


@given(partial_answers())
def test_the_changes_told_are_enough(answers: dict[str, AnswerValue]) -> None:
    core = frozen_core()
    person = make_person(core, answers)
    for id in core.offers:
        node = core.suggested(id)
        told = changes_to(person, node)
        sheet = person.change(node)
        assert (told is None) is (sheet is None)
        if told is None or sheet is None:
            continue
        named = {change.question for change in told}
        kept = {i: value for i, value in sheet.items() if core.space.variables[i].question in named}
        after = Person(core, person.answers, {**person.known, **kept}, core.possible)
        after = Person(core, person.answers, after.known, core.diagram.restrict(core.possible, after.known))
        assert after.certainty(node) == "certain"


def test_kinds_follow_the_two_files() -> None:
    core: CompiledRules = frozen_core()
    assert kind_of(core, "npqsl") == "qualification"
    assert kind_of(core, "ehco") == "qualification"
    assert kind_of(core, "share-expertise") == "next-step"
    assert facts(make_person(core, {}), core.possible) == ()
