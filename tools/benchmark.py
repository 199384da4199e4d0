"""Print how good the advice is: the score on published cases, for each NPQ and next step.

A case is right when the first suggestion is recommended or acceptable and nothing suggested is to
be avoided; a funding case when the outcome is the one expected. Every case is scored once more with the
wish left out, as by somebody who is not sure. Where its source names a post or duty only, the first
suggestion has to be right even so; where the wish decides, the fork beside it has to have what is right.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from npqpath.advice.compiled_rules import CompiledRules, compile_rules
from npqpath.advice.faq import Faq
from npqpath.advice.fork import find_fork
from npqpath.advice.funding import decide_funding
from npqpath.advice.person import make_person, read_answers
from npqpath.advice.suggestions import suggest
from npqpath.dataset.catalogue import Catalogue, on_day
from npqpath.dataset.load import bundled_folder, load
from npqpath.dataset.yaml_reader import read

FOLDER = Path(__file__).parents[1] / "benchmark"
LEAST = {"seed": 1.0, "guidance": 1.0, "case-study": 0.9}
"""The share of the cases of each kind that has to come out right."""
LEAST_NOT_SURE = 0.85
"""The share of seed and guidance cases together that has to come out right with the wish left out."""
WISH = "aim"
ANSWERED = 0.9
"""The share of the questions that has to be answered."""
EARLY_YEARS = ("maintained-nursery", "nursery-class", "private-nursery", "childminder", "other-early-years")
OUTCOMES = {
    "yes": ("funded",),
    "no": ("not-funded", "ineligible"),
    "review": ("needs-review",),
    "unclear": ("needs-review",),
}
"""What the program may say where the table of scenarios has this word."""
SPECIALIST = {"npqlt", "npqltd", "npqlbc", "npqll", "npqlpm"}


@dataclass(frozen=True)
class Score:
    """One case: what it is about, whether it came out right, and what went wrong if not."""

    id: str
    kind: str
    about: str
    right: bool
    avoided: bool
    note: str


def load_yaml(path: Path) -> Any:
    """Return the data of a YAML file, every scalar as text."""
    return read(path).data


def score_advice(core: CompiledRules, *left_out: str) -> list[Score]:
    """Return one score for each case of published advice, with answers to some questions left out."""
    scores = []
    for case in load_yaml(FOLDER / "expected.yaml")["cases"]:
        answers = read_answers(load_yaml(FOLDER / "answers" / f"{case['id']}.yaml"), core.catalogue)
        person = make_person(core, {id: each for id, each in answers.items() if id not in left_out})
        suggestions = suggest(person)
        got, wishes = [each.id for each in suggestions], find_fork(person, suggestions).wishes
        good = _widen([*case["recommended"], *case.get("acceptable", [])])
        bad = set(got) & _widen(case.get("avoid", []))
        right = bool(got) and got[0] in good and not bad
        note = "" if right else f"got {', '.join(got[:3])}; wanted {', '.join(case['recommended'])}"
        if left_out and case.get("wish") != "none":
            right = right or (not bad and any(wish.id in good for wish in wishes))
            note = f"{note} (in the fork)" if right and note else note
        scores.append(Score(case["id"], case["kind"], case["recommended"][0], right, not bad, note))
    return scores


def score_funding(core: CompiledRules) -> list[Score]:
    """Return one score for each funding decision."""
    scores = []
    for case in load_yaml(FOLDER / "expected-funding.yaml")["cases"]:
        person = make_person(
            core, read_answers(load_yaml(FOLDER / "funding" / f"{case['id']}.yaml"), core.catalogue)
        )
        funding = decide_funding(person, core.catalogue.cohort(case["cohort"]), case["qualification"])
        right = funding.outcome == case["outcome"]
        note = "" if right else f"got {funding.outcome}; wanted {case['outcome']} ({funding.because})"
        scores.append(Score(case["id"], case["guidance"], case["qualification"], right, True, note))
    return scores


def score_scenarios(core: CompiledRules) -> list[Score]:
    """Return one score for each scenario with which DfE tests DFE-Digital/npq-registration (21 August 2026).

    A row is a place and what is known of it, and an NPQ has the word for whether DfE pays there. A word is
    `unclear` where the service and the published guidance differ, so that DfE decides.
    """
    scores = []
    with (FOLDER / "dfe-scenarios.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = " ".join(filter(None, list(row.values())[:6]))
            for npq, word in list(row.items())[6:]:
                if word:
                    person = make_person(core, read_answers(_answers_of(row, npq), core.catalogue))
                    funding = decide_funding(person, core.catalogue.cohort(row["cohort"]), npq)
                    right = funding.outcome in OUTCOMES[word]
                    note = "" if right else f"got {funding.outcome}; wanted {word} ({funding.because})"
                    scores.append(Score(f"{place} {npq}", "dfe-service", npq, right, True, note))
    return scores


def _answers_of(row: dict[str, str], npq: str) -> dict[str, object]:
    """Return the answers of a teacher at one of the service's places; no head, so that EHCO is out."""
    place = row["workplace"]
    answers: dict[str, object] = {"role": "childminder" if place == "childminder" else "classroom-teacher"}
    answers |= {"works_in_england": row["works_in_england"], "npqs": "none", "awards": ["qts"]}
    answers["mastery_evidence"] = "one-year-programme"
    answers["scholarships_used"] = [npq] if row["paid_before"] == "yes" else "none"
    if place in ("referred", "not-referred"):
        referred = "yes" if place == "referred" else "no"
        return {**answers, "setting": "other", "referred_by_return_to_teaching_adviser": referred}
    if place in ("school", "academy-trust", "16-to-19"):
        kind = "16-to-19-provider" if place == "16-to-19" else "state-funded-school"
        of_list = "on_16_to_19_disadvantage_list" if place == "16-to-19" else "on_schools_disadvantage_list"
        lists = {of_list: row["listed"] or "not-sure", "targeted_rise_school": row["rise"] or "no"}
        return {**answers, **lists, "setting": place, "workplace_type": kind}
    if place in EARLY_YEARS:
        kind_of_place = {"setting": "early-years", "early_years_kind": place, "on_childminder_list": "no"}
        return {**answers, **kind_of_place, "workplace_type": "state-funded-school"}
    return {**answers, "setting": "another-setting", "employment": place, "itt_provider_accredited": "yes"}


def score_questions(catalogue: Catalogue) -> list[Score]:
    """Return one score for each question: whether what is found for it holds what an answer has to say."""
    faq, scores = Faq(catalogue), []
    for case in load_yaml(FOLDER / "questions.yaml")["questions"]:
        found = faq.find(case["question"])
        text = " ".join(fact.text for topic in found for fact in topic.facts)
        lacking = [part for part in case["says"] if not re.search(part, text)]
        note = f"got {', '.join(topic.id for topic in found)}; lacks {'; '.join(lacking)}" if lacking else ""
        scores.append(Score(case["id"], "question", case["topic"], not lacking, True, note))
    return scores


def _widen(ids: list[str]) -> set[str]:
    return {one for id in ids for one in (SPECIALIST if id == "specialist-npq" else {id})}


def print_scores(title: str, scores: list[Score]) -> None:
    """Print the share of right cases by kind and by subject, then the misses."""
    print(f"{title}: {sum(s.right for s in scores)} of {len(scores)} right")
    for by in ("kind", "about"):
        whole, right = (
            Counter(getattr(s, by) for s in scores),
            Counter(getattr(s, by) for s in scores if s.right),
        )
        for name in whole:
            print(f"  {name:24} {right[name]:3} of {whole[name]:3}  {right[name] / whole[name]:.0%}")
    for score in (s for s in scores if s.note):
        print(f"  {'not first' if score.right else 'missed'} {score.id}: {score.note}")


def main() -> int:
    """Print the scores. Returns 1 where too few cases are right, or one is that must not be wrong.

    Must not be wrong: to suggest nothing that is to be avoided, and what funding guidance settles.
    """
    catalogue = load(bundled_folder(), None)
    core = compile_rules(on_day(catalogue, catalogue.pathways.checked))
    advice, funding, scenarios = score_advice(core), score_funding(core), score_scenarios(core)
    not_sure = score_advice(core, WISH)
    print_scores("Advice", advice)
    print_scores("Advice with the wish left out", not_sure)
    print_scores("Funding", funding)
    print_scores("Funding, DfE's own scenarios", scenarios)
    questions = score_questions(core.catalogue)
    print_scores("Questions", questions)
    shares = {kind: [score.right for score in advice if score.kind == kind] for kind in LEAST}
    stated = [score for score in not_sure if score.kind != "case-study"]
    return int(
        not all(score.avoided for score in advice)
        or sum(score.right for score in questions) < ANSWERED * len(questions)
        or not all(score.right for score in funding if score.kind == "agrees")
        or not all(score.right for score in scenarios)
        or any(sum(right) < LEAST[kind] * len(right) for kind, right in shares.items())
        or sum(score.right for score in stated) < LEAST_NOT_SURE * len(stated)
        or not all(score.avoided for score in not_sure)
    )


if __name__ == "__main__":
    sys.exit(main())
