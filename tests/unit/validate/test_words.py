"""Words that are missing, too long, unknown, hard to read or too good to be true."""

from __future__ import annotations

import pytest

from npqpath.validate.texts import check_words, reading_age, sentences, syllables, words
from tests.unit.validate.changed_data import Edit, changed, found, line_of, new_first, the_only


def _rule(because: str) -> Edit:
    text = because.replace('"', '\\"')
    rest = f'when: {{aim: headship}}, because: "{text}", sources: [dfe-ecte]}}'
    return new_first("rules", f"{{id: new, suggest: npqh, strength: strong, {rest}")


def test_bundled_data_has_no_faults() -> None:
    findings = list(check_words(changed()))
    assert [each for each in findings if each.severity != "note"] == []
    assert len(findings) <= 3


@pytest.mark.parametrize("because", ["", "todo", "...", "tbc."])
def test_missing_reason(because: str) -> None:
    data = changed(_rule(because))
    finding = the_only(check_words, data, "NP501")
    assert line_of(data, finding) == f'"{because}"'
    assert finding.message == '"new" gives no reason.'


def test_reason_that_is_too_long() -> None:
    finding = the_only(check_words, changed(_rule("You lead a team. " * 12)), "NP502")
    assert finding.message == 'The reason of "new" has 204 letters; 200 is the most.'


def test_short_form_that_is_not_explained() -> None:
    data = changed(_rule("Ask the RSC. The RSC knows more."))
    finding = the_only(check_words, data, "NP504")
    assert (
        finding.message == '"RSC" is not explained here and is not in the glossary, and 1 more in this file.'
    )
    assert line_of(data, finding) == '"Ask the RSC. The RSC knows more."'


@pytest.mark.parametrize(
    "because",
    ["Ask the regional schools commissioner (RSC).", "RSC stands for commissioner.", "Ask your SENCOs."],
)
def test_short_form_that_is_explained_or_known(because: str) -> None:
    assert found(check_words, changed(_rule(because)), "NP504") == []


HARD = (
    "Remuneration of participation necessitates prior institutional eligibility determination by "
    "departmental administrators responsible for disadvantage categorisation."
)


def test_sentence_that_is_hard_to_read() -> None:
    findings = found(check_words, changed(_rule(f"You lead. {HARD}")), "NP505")
    worst = next(each for each in findings if "Remuneration" in each.message)
    assert worst.severity == "warning"
    assert worst.message.endswith(f'"{HARD}"')


def test_promise_of_what_nobody_can_promise() -> None:
    finding = the_only(check_words, changed(_rule("You are guaranteed a place.")), "NP506")
    assert finding.message == '"guaranteed" promises what nobody can promise: "You are guaranteed a place."'


def test_promise_that_is_denied() -> None:
    assert found(check_words, changed(_rule("Being on the list does not guarantee a place.")), "NP506") == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("lead", 1), ("teacher", 2), ("education", 4), ("NPQSL", 1), ("started", 2), ("trained", 1)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_where_readers_stop() -> None:
    assert sentences("You lead. Ask DfE, e.g. by mail.\n  Is it so? Yes.") == [
        "You lead.",
        "Ask DfE, e.g. by mail.",
        "Is it so?",
        "Yes.",
    ]


def test_longer_words_raise_the_reading_age() -> None:
    assert reading_age(words("The cat sat on the mat.")) < 6 < reading_age(words(HARD))
