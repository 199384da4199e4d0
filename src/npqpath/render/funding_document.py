"""Funding decisions as a document and as JSON."""

from __future__ import annotations

from npqpath.advice.calendar import Standing
from npqpath.advice.funding import Funding
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.qualifications import Cohort
from npqpath.render.citing import Citations
from npqpath.render.document import Block, Bullets, Document, Heading, Item, Notice, Paragraph
from npqpath.render.qualification_document import fact_items

OUTCOME_WORDS = {
    "funded": "Yes, under these rules",
    "not-funded": "No",
    "needs-review": "DfE decides case by case",
    "ineligible": "You cannot take it as things are",
    "incomplete": "More answers needed",
}

ASSUMED = "This takes it that DfE has not paid for it for you before."

SCHEMA = "npqpath/funding/1"


def funding_document(
    catalogue: Catalogue, cohort: Cohort, decisions: tuple[Funding, ...], standing: Standing
) -> Document:
    """Return the decisions on one cohort as a document."""
    cited = Citations(catalogue)
    blocks: list[Block] = [Heading(f"Would DfE pay? {cohort.name}", 1)]
    if cohort is standing.rules:
        blocks.append(Notice(cited.cite(" ".join(standing.notices), standing.sources)))
    blocks.append(Bullets(tuple(decision_item(decision, cited) for decision in decisions)))
    missing = dict.fromkeys(question for decision in decisions for question in decision.missing)
    if missing:
        asks = [catalogue.question(id) for id in missing]
        blocks.append(Heading("Find out"))
        blocks.append(Bullets(tuple(Item(q.ask, (q.find_out,) if q.find_out else ()) for q in asks)))
    notes = fact_items((*catalogue.qualifications.funding_facts, *cohort.notes), cited)
    blocks += [Heading("Good to know"), Bullets(tuple(notes))]
    checked = Paragraph("Answers you give here never leave this computer.")
    return Document((*blocks, checked, Heading("Sources"), cited.listed()))


def decision_item(decision: Funding, cited: Citations) -> Item:
    """Return one decision as a line with its reason and what to do."""
    under = [cited.cite(decision.because, decision.sources)]
    under += [decision.next] if decision.next else []
    under += [ASSUMED] if decision.assumed else []
    return Item(f"{decision.name}: {OUTCOME_WORDS[decision.outcome]}", tuple(under))


def funding_json(cohort: Cohort, decisions: tuple[Funding, ...], standing: Standing) -> dict[str, object]:
    """Return the decisions as the contract's JSON."""
    return {
        "schema": SCHEMA,
        "cohort": cohort.id,
        "on": standing.on.isoformat(),
        "notices": list(standing.notices) if cohort is standing.rules else [],
        "results": [decision_json(decision) for decision in decisions],
    }


def decision_json(decision: Funding) -> dict[str, object]:
    """Return one decision as plain data."""
    return {
        "id": decision.id,
        "name": decision.name,
        "cohort": decision.cohort,
        "outcome": decision.outcome,
        "because": decision.because,
        "next": decision.next,
        "missing": list(decision.missing),
        "assumed_none": list(decision.assumed),
        "sources": list(decision.sources),
    }
