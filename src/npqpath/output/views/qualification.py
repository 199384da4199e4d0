"""What the data says about one qualification or next step, as blocks."""

from __future__ import annotations

from collections.abc import Iterable

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Activity, NextStep
from npqpath.dataset.qualifications import Cohort, FundingRow, Length, Qualification
from npqpath.output.document import (
    Block,
    Bullets,
    Citations,
    Document,
    Heading,
    Item,
    Pairs,
    Paragraph,
    Steps,
    section,
)
from npqpath.output.records import plain_data
from npqpath.words import day

SCHEMA = "npqpath/show/1"

NPQ_KINDS = ("specialist-npq", "leadership-npq", "coaching-offer")


def qualification_pairs(catalogue: Catalogue, it: Qualification, cited: Citations) -> Pairs:
    """Return the main facts of a qualification as names and values."""
    length, content = it.length, it.content
    providers = [catalogue.provider(id) for id in it.providers]
    sources = dict.fromkeys(source for each in providers for source in each.sources)
    rows = [
        ("What it is", cited.fact(it.summary)),
        ("Who it is for", it.who_for and cited.fact(it.who_for)),
        ("Before you start", it.entry and cited.fact(it.entry)),
        ("Required by law", it.required_for and cited.fact(it.required_for)),
        ("How long", length and cited.cite(length_text(length), length.sources, length.as_of)),
        ("Study time", it.hours and cited.fact(it.hours)),
        ("How it is assessed", it.assessment and cited.fact(it.assessment)),
        ("What it covers", content and cited.cite("; ".join(content.areas), content.sources, content.as_of)),
        ("Lead providers", cited.cite(", ".join(each.name for each in providers), sources)),
        ("What it counts for", it.counts_for and cited.fact(it.counts_for)),
    ]
    return Pairs(tuple((name, value) for name, value in rows if value))


def length_text(length: Length) -> str:
    """Return how long a course takes, in words; one without an assessment is over when the teaching is."""
    if max(length.result_months) <= length.taught_months:
        return f"{length.taught_months} months."
    shortest, longest = min(length.result_months), max(length.result_months)
    result = f"{shortest} to {longest}" if shortest != longest else f"about {shortest}"
    return f"{length.taught_months} months of teaching; {result} months until you have a result."


def qualification_document(catalogue: Catalogue, it: Qualification) -> Document:
    """Return everything that the data says about a qualification."""
    cited = Citations(catalogue)
    blocks: list[Block] = [Heading(full_name(it), 1), qualification_pairs(catalogue, it, cited)]
    if it.framework is not None:
        reference = f" ({it.framework.reference})" if it.framework.reference else ""
        text = f"Framework{reference}: {it.framework.url}"
        told = cited.cite(text, it.framework.sources, it.framework.as_of)
        blocks += [Heading("The official framework"), Paragraph(told)]
    prices = [cited.cite(f"£{each.pounds:,}: {each.where}", each.sources, each.as_of) for each in it.prices]
    ask = "There is no national price list. Ask a lead provider or your teaching school hub."
    blocks += section("What some people have paid", Bullets(tuple(map(Item, prices))), Paragraph(ask))
    if it.masters_credit is not None:
        blocks += section("Towards a master's degree", Paragraph(cited.fact(it.masters_credit)))
    blocks += section("Good to know", Bullets(cited.facts(it.notes)))
    return Document((*blocks, Heading("Sources"), cited.listed()))


def next_step_document(catalogue: Catalogue, step: NextStep) -> Document:
    """Return everything that the data says about a next step."""
    cited = Citations(catalogue)
    return Document(
        (
            Heading(step.name, 1),
            Paragraph(cited.fact(step.summary)),
            Heading("Ways to do it"),
            Bullets(activity_items(step.activities, cited)),
            Heading("Sources"),
            cited.listed(),
        )
    )


def list_document(catalogue: Catalogue) -> Document:
    """Return everything that can be looked up, by id."""
    book = catalogue.qualifications
    suggested = [each for each in book.qualifications if each.kind in NPQ_KINDS]
    others = [each for each in book.qualifications if each.kind not in NPQ_KINDS]
    return Document(
        (
            Heading("What you can look up", 1),
            Paragraph("`npqpath show ID` tells more about each."),
            Heading("NPQs and the coaching offer"),
            Pairs(tuple((each.id, each.name) for each in suggested)),
            Heading("Other things people hold or take"),
            Pairs(tuple((each.id, each.name) for each in others)),
            Heading("Other next steps"),
            Pairs(tuple((step.id, step.name) for step in catalogue.pathways.next_steps)),
            Heading("Starts"),
            Pairs(tuple((cohort.id, cohort.name) for cohort in book.cohorts)),
        )
    )


def cohort_document(catalogue: Catalogue, cohort: Cohort) -> Document:
    """Return the dates and the funding table of a start."""
    cited = Citations(catalogue)
    dates = [
        ("Rules published", cohort.announced),
        ("Registration opened", cohort.registration_opens),
        ("Registration closed", cohort.registration_closes),
        ("Courses start from", cohort.starts_from),
        ("Courses start until", cohort.starts_until),
    ]
    rows = [(name, day(date) if date else "not known") for name, date in dates]
    names = [catalogue.qualification(id).short_name for id in cohort.offers]
    rows.append(("Offered", cited.cite(", ".join(names), cohort.sources)))
    return Document(
        (
            Heading(cohort.name, 1),
            Pairs(tuple(rows)),
            *section("Good to know", Bullets(cited.facts(cohort.notes))),
            Heading("Who is paid for"),
            Paragraph("The first line that fits decides."),
            Steps(tuple(Item(_row_text(row, cited)) for row in cohort.funding)),
            Heading("Sources"),
            cited.listed(),
        )
    )


def shown_document(catalogue: Catalogue, id: str) -> Document:
    """Return what the data says of a qualification, a next step or a start."""
    if id in catalogue.cohorts_by_id:
        return cohort_document(catalogue, catalogue.cohort(id))
    if id in catalogue.qualifications_by_id:
        return qualification_document(catalogue, catalogue.qualification(id))
    return next_step_document(catalogue, catalogue.next_step(id))


def shown_json(catalogue: Catalogue, id: str) -> dict[str, object]:
    """Return the same as data."""
    tables = (catalogue.cohorts_by_id, catalogue.qualifications_by_id, catalogue.next_steps_by_id)
    return {"schema": SCHEMA, **plain_data(next(table[id] for table in tables if id in table))}


def list_json(catalogue: Catalogue) -> dict[str, object]:
    """Return the list of all of them as data."""
    return {
        "schema": SCHEMA,
        "qualifications": [
            {"id": each.id, "short_name": each.short_name, "name": each.name, "kind": each.kind}
            for each in catalogue.qualifications.qualifications
        ],
        "next_steps": [{"id": step.id, "name": step.name} for step in catalogue.pathways.next_steps],
        "cohorts": [{"id": cohort.id, "name": cohort.name} for cohort in catalogue.qualifications.cohorts],
    }


def _row_text(row: FundingRow, cited: Citations) -> str:
    courses = f"{', '.join(id.upper() for id in row.only_for)}: " if row.only_for else ""
    outcome = f"{row.outcome.replace('-', ' ')}. " if row.outcome else "one more answer is needed. "
    return courses + outcome.capitalize() + cited.cite(row.because, row.sources)


def activity_items(activities: Iterable[Activity], cited: Citations) -> tuple[Item, ...]:
    """Return activities as points: their names, what they involve, and their sources."""
    return tuple(Item(f"{each.name}. {cited.fact(each)}") for each in activities)


def full_name(it: Qualification) -> str:
    """Return the name of a qualification, with its short name where that is not in it."""
    return it.name if it.short_name in it.name else f"{it.name} ({it.short_name})"
