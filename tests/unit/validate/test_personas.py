"""Persona tests: those of the frozen data hold, and each way in which one can fail is told."""

from __future__ import annotations

from npqpath.validate.example_person import describe, example_answers, in_third_person
from npqpath.validate.personas import check_personas
from tests.unit.validate.changed_data import changed, found, line_of, new_first, the_only


def test_the_frozen_personas_hold() -> None:
    assert list(check_personas(changed())) == []


def _test(answers: str, expects: str) -> tuple[str, str]:
    return new_first("tests", f"{{id: new, who: A new person., answers: {{{answers}}}, {expects}}}")


def test_wrong_first_suggestion() -> None:
    data = changed(_test("aim: research", "first: [npqh, npqsl]"))
    finding = the_only(check_personas, data, "NP601")
    assert line_of(data, finding) == "[npqh, npqsl]"
    assert finding.message.startswith(
        "A new person: expected npqh or npqsl first, but got deeper-learning (certain)"
    )
    assert finding.hint == (
        'deeper-learning comes from the rule "dig-into-evidence" '
        "because they want to go deeper into research and evidence."
    )


def test_suggestion_that_does_not_come() -> None:
    data = changed(_test("aim: research, role: senco", "gets: [deeper-learning, ehco]"))
    finding = the_only(check_personas, data, "NP601")
    assert line_of(data, finding) == "ehco"
    assert finding.hint == "No rule for ehco matches this person: they are a SENCO."


def test_suggestion_that_is_only_possible() -> None:
    data = changed(_test("aim: lead-area, focus: behaviour", "gets: [npqlbc]"))
    finding = the_only(check_personas, data, "NP601")
    assert finding.hint is not None
    assert finding.hint.startswith("It still hangs on role")


def test_suggestion_that_must_not_come() -> None:
    data = changed(_test("aim: research", "never: [deeper-learning]"))
    finding = the_only(check_personas, data, "NP601")
    assert line_of(data, finding) == "deeper-learning"


def test_funding_that_comes_out_otherwise() -> None:
    about = 'works_in_england: "no", role: senco, aim: research'
    finding = the_only(check_personas, data := changed(_test(about, "funding: {npqsl: funded}")), "NP601")
    assert line_of(data, finding) == "funded"
    assert finding.message == "A new person: expected funded for npqsl in autumn-2026, but got not-funded."
    assert finding.hint == "DfE pays for NPQs only for people who work in England."


def test_funding_under_the_rules_of_an_earlier_start() -> None:
    place = 'works_in_england: "yes", setting: school, workplace_type: state-funded-school'
    about = f'{place}, targeted_rise_school: "no", on_schools_disadvantage_list: "no"'
    expects = "funding: {{npqsl: {}}}, cohort: {}"
    for outcome, cohort in (("funded", "autumn-2026"), ("not-funded", "autumn-2025")):
        data = changed(_test(about, expects.format(outcome, cohort)))
        assert found(check_personas, data, "NP601") == []


def test_funding_that_hangs_on_an_answer() -> None:
    data = changed(_test('works_in_england: "yes", setting: school', "funding: {npqsl: funded}"))
    finding = the_only(check_personas, data, "NP601")
    assert finding.hint == (
        "It still hangs on workplace_type and targeted_rise_school. "
        "Answer this in the test, or expect incomplete."
    )


def test_rule_that_does_not_match() -> None:
    data = changed(_test("aim: research, role: senco", "rules: [dig-into-evidence, help-others]"))
    finding = the_only(check_personas, data, "NP601")
    assert line_of(data, finding) == "help-others"
    assert finding.hint == (
        "It does not match this person: they want to go deeper into research and evidence."
    )


def test_rule_that_may_match() -> None:
    data = changed(_test("focus: behaviour, role: senco", "rules: [behaviour-lead]"))
    finding = the_only(check_personas, data, "NP601")
    assert finding.hint == "It still hangs on aim and npqs. Answer this in the test."


def test_person_whom_a_changed_rule_forgets() -> None:
    data = changed(
        (r"- id: help-others\n", r"\g<0>    unless: {role: senco}\n"),
        _test("aim: share-expertise, role: senco, npqs: none, awards: []", "gets: [share-expertise]"),
    )
    finding = the_only(check_personas, data, "NP601")
    assert line_of(data, finding) == "share-expertise"


def test_test_that_names_what_does_not_exist() -> None:
    data = changed(_test("aim: resarch, rol: senco", "first: [npqhh]"))
    findings = found(check_personas, data, "NP602")
    assert {line_of(data, each) for each in findings} == {"npqhh", "resarch", "rol"}
    assert any('Did you mean "research"?' in each.message for each in findings)
    assert any(each.hint and 'Did you mean "npqh"?' in each.hint for each in findings)


def test_what_no_rule_suggests_can_be_ruled_out_and_not_expected() -> None:
    data = changed()
    id = next(id for id in data.catalogue.qualifications_by_id if id not in data.core.offers)
    assert found(check_personas, changed(_test("aim: research", f"never: [{id}]")), "NP602") == []
    finding = the_only(check_personas, changed(_test("aim: research", f"gets: [{id}]")), "NP602")
    assert finding.message == f'No rule suggests "{id}".'


def test_test_that_expects_nothing() -> None:
    data = changed(_test("aim: research", "never: []"))
    assert the_only(check_personas, data, "NP602").message == 'The test "new" expects nothing.'


def test_person_who_cannot_exist() -> None:
    data = changed(_test("role: childminder, setting: school", "never: [npqh]"))
    finding = the_only(check_personas, data, "NP602")
    assert finding.message == (
        'Nobody can be like "new". These answers do not go together. A childminder works in early years.'
    )
    assert line_of(data, finding) == "answers"


# -------------------------------------------------------------------------------------------- example people


def test_example_tells_what_matters_and_nothing_else() -> None:
    core = changed().core
    assert describe(core, example_answers(core, core.suggested("ehco"))).startswith("A headteacher: they ")
    assert describe(core, {}) == "Anybody at all."


def test_example_in_words() -> None:
    core = changed().core
    level = core.space.level
    sheet = {
        level["role", None]: core.space.variables[level["role", None]].values.index("senco"),
        level["leadership_years", None]: 1,
        level["npqs", "npqsl"]: 0,
        level["npqs", "npqh"]: core.space.variables[level["npqs", "npqh"]].values.index("completed"),
        level["awards", "qts"]: 1,
    }
    assert describe(core, sheet) == (
        "A SENCO: they have led others for 2 years or more, have completed NPQH, have not taken NPQSL and "
        "hold qualified teacher status (any setting, aim or focus)."
    )


def test_facts_about_somebody_else() -> None:
    assert in_third_person("you lead others where you work") == "they lead others where they work"
    assert in_third_person("yours is a state school") == "theirs is a state school"
    assert in_third_person("DfE has paid for NPQH for you before") == "DfE has paid for NPQH for them before"
    assert in_third_person("a council employs you to teach in your area") == (
        "a council employs them to teach in their area"
    )
