"""Funding decisions as a document and as JSON."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from npqpath.advice.cohort_dates import Standing
from npqpath.advice.funding import Funding
from npqpath.advice.legal_deadlines import Due
from npqpath.advice.wording import outcome_answer
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.qualifications import Cohort, Fact, Price
from npqpath.output import document as doc
from npqpath.output.formats import plain_data
from npqpath.words import listed

SCHEMA = "npqpath/funding/1"


def paid_words(outcome: str, standing: Standing, later: int = 0) -> str:
    """Return an outcome in words, and whose rules it goes by where those of the start are not out.

    `later` is how many starts after the next one it is for.
    """
    answer, year = outcome_answer(outcome), standing.next_start.year + later
    if not standing.expected and not later:
        return answer
    return f"{answer}, by the rules of {standing.rules.name}; {year} not announced"


def funding_document(
    catalogue: Catalogue,
    cohort: Cohort,
    decisions: tuple[Funding, ...],
    *,
    deadlines: tuple[Due, ...],
    standing: Standing,
) -> doc.Document:
    """Return the decisions on one cohort as a document; `deadlines` are those about what was asked."""
    cited = doc.Citations(catalogue)
    asked = {decision.id for decision in decisions}
    missing = dict.fromkeys(question for decision in decisions for question in decision.missing)
    asks = [catalogue.question(id) for id in missing]
    blocks: list[doc.Block] = [doc.Notice(cited.cite(due.text, due.sources)) for due in deadlines]
    if cohort is standing.rules:
        blocks.append(doc.Notice(cited.cite(" ".join(standing.notices), standing.sources)))
    blocks += decision_blocks(catalogue, decisions, cited)
    items = (doc.Item(q.ask, (q.find_out,) if q.find_out else ()) for q in asks)
    blocks += doc.section("Find out", doc.Bullets(tuple(items)))
    blocks += [doc.Heading("Good to know"), doc.Bullets(cited.facts(notes_about(catalogue, cohort, asked)))]
    if not asked.issuperset(cohort.offers):
        blocks.append(doc.Paragraph("`npqpath funding` without an ID has more notes."))
    blocks.append(doc.Paragraph("Answers you give here never leave this computer."))
    return cited.document(f"Would DfE pay? {cohort.name}", *blocks)


def main_facts(catalogue: Catalogue) -> tuple[Fact, ...]:
    """Return the two facts about a scholarship that everybody needs."""
    return tuple(fact for fact in catalogue.qualifications.funding_facts if not fact.careful)[:2]


def notes_about(catalogue: Catalogue, cohort: Cohort, asked: Collection[str]) -> tuple[Fact, ...]:
    """Return what is good to know: for all courses everything, else on those asked for and all money now."""
    general = catalogue.qualifications.funding_facts
    if set(cohort.offers) <= set(asked):
        return (*general, *cohort.notes)
    main = main_facts(catalogue)
    named = {fact: _courses_in(fact, catalogue) for fact in (*general, *cohort.notes)}
    return tuple(
        fact
        for fact, courses in named.items()
        if not courses.isdisjoint(asked) or (not courses and (fact in main or fact in cohort.notes))
    )


def _courses_in(fact: Fact, catalogue: Catalogue) -> set[str]:
    words = set(re.findall(r"\w+", fact.text))
    return {each.id for each in catalogue.qualifications.qualifications if each.short_name in words}


def decision_blocks(
    catalogue: Catalogue, decisions: Collection[Funding], cited: doc.Citations, plan: Standing | None = None
) -> Iterator[doc.Block]:
    """Yield decisions as points with reason and what to do; those that say the same share a point.

    Where DfE may not pay, they say what some people have paid. In a plan they say whose rules they go by, and
    what is still open stands under what to find out.
    """
    alike: dict[tuple[str, str, str | None], list[Funding]] = {}
    for decision in decisions:
        alike.setdefault((decision.outcome, decision.because, decision.next), []).append(decision)
    items = []
    for (outcome, because, then), group in alike.items():
        sources = dict.fromkeys(source for decision in group for source in decision.sources)
        if plan and outcome == "incomplete":
            after = because.rpartition("? ")[2]
            because = f"What to find out decides this. {'' if after.endswith('?') else after}".rstrip()
        under = [cited.cite(because, sources), *([then] if then else []), *_prices(catalogue, group, cited)]
        paid = paid_words(outcome, plan) if plan else outcome_answer(outcome)
        items.append(doc.Item(f"{listed(each.name for each in group)}: {paid}", tuple(under)))
    yield doc.Bullets(tuple(items))
    if any(decision.assumed_none for decision in decisions):
        yield doc.Paragraph("This takes it that DfE has not paid for the same course for you before.")


def _prices(catalogue: Catalogue, group: list[Funding], cited: doc.Citations) -> Iterator[str]:
    """Yield what some people have paid for courses that somebody could take and may have to pay for."""
    names: dict[Price, list[str]] = {}
    for each in group:
        for price in prices_of(catalogue, each):
            names.setdefault(price, []).append(each.name)
    for it, courses in names.items():
        what = "" if len(courses) == len(group) else f" for {listed(courses)}"
        yield cited.cite(f"Some people have paid £{it.pounds:,}{what}: {it.where}.", it.sources, it.as_of)


def prices_of(catalogue: Catalogue, decision: Funding) -> tuple[Price, ...]:
    """Return examples of the fee where it may have to be paid, and none where DfE pays or nobody can."""
    is_paid = decision.outcome not in ("funded", "ineligible")
    return catalogue.qualification(decision.id).prices if is_paid else ()


def funding_json(
    catalogue: Catalogue,
    cohort: Cohort,
    decisions: tuple[Funding, ...],
    *,
    deadlines: tuple[Due, ...],
    standing: Standing,
) -> dict[str, object]:
    """Return the decisions as the contract's JSON."""
    return {
        "schema": SCHEMA,
        "cohort": cohort.id,
        "on": standing.on,
        "notices": standing.notices if cohort is standing.rules else (),
        "deadlines": deadlines,
        "results": [{**plain_data(each), "prices": prices_of(catalogue, each)} for each in decisions],
    }
