"""What the data says about one qualification or next step, as blocks."""

from __future__ import annotations

from collections.abc import Iterable

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Activity, NextStep
from npqpath.dataset.qualifications import Cohort, Fact, FundingRow, Length, Qualification
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
)
from npqpath.words import day

NPQ_KINDS = ("specialist-npq", "leadership-npq", "coaching-offer")


def qualification_pairs(catalogue: Catalogue, it: Qualification, cited: Citations) -> Pairs:
    """Return the main facts of a qualification as names and values."""
    rows: list[tuple[str, str]] = []

    def add(name: str, fact: Fact | None) -> None:
        if fact is not None:
            rows.append((name, cited.cite(fact.text, fact.sources, fact.as_of)))

    add("What it is", it.summary)
    add("Who it is for", it.who_for)
    add("Before you start", it.entry)
    add("Required by law", it.required_for)
    if it.length is not None:
        rows.append(("How long", cited.cite(length_text(it.length), it.length.sources, it.length.as_of)))
    add("Study time", it.hours)
    add("How it is assessed", it.assessment)
    if it.content is not None:
        rows.append(
            ("What it covers", cited.cite("; ".join(it.content.areas), it.content.sources, it.content.as_of))
        )
    if it.providers:
        names = [catalogue.provider(id) for id in it.providers]
        sources = dict.fromkeys(source for each in names for source in each.sources)
        rows.append(("Lead providers", cited.cite(", ".join(each.name for each in names), sources)))
    add("What it counts for", it.counts_for)
    return Pairs(tuple(rows))


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
    blocks: list[Block] = [Heading(_title(it), 1), qualification_pairs(catalogue, it, cited)]
    if it.framework is not None:
        reference = f" ({it.framework.reference})" if it.framework.reference else ""
        text = cited.cite(
            f"Framework{reference}: {it.framework.url}", it.framework.sources, it.framework.as_of
        )
        blocks += [Heading("The official framework"), Paragraph(text)]
    if it.prices:
        items = [
            Item(cited.cite(f"£{price.pounds:,}: {price.where}", price.sources, price.as_of))
            for price in it.prices
        ]
        blocks += [Heading("What some people have paid"), Bullets(tuple(items))]
        blocks.append(
            Paragraph("There is no national price list. Ask a lead provider or your teaching school hub.")
        )
    if it.masters_credit is not None:
        fact = it.masters_credit
        blocks += [
            Heading("Towards a master's degree"),
            Paragraph(cited.cite(fact.text, fact.sources, fact.as_of)),
        ]
    if it.notes:
        blocks += [Heading("Good to know"), Bullets(tuple(fact_items(it.notes, cited)))]
    return Document((*blocks, Heading("Sources"), cited.listed()))


def next_step_document(catalogue: Catalogue, step: NextStep) -> Document:
    """Return everything that the data says about a next step."""
    cited = Citations(catalogue)
    summary = cited.cite(step.summary.text, step.summary.sources, step.summary.as_of)
    items = tuple(activity_item(activity, cited) for activity in step.activities)
    blocks: list[Block] = [
        Heading(step.name, 1),
        Paragraph(summary),
        Heading("Ways to do it"),
        Bullets(items),
    ]
    return Document((*blocks, Heading("Sources"), cited.listed()))


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
    blocks: list[Block] = [Heading(cohort.name, 1), Pairs(tuple(rows))]
    if cohort.notes:
        blocks += [Heading("Good to know"), Bullets(tuple(fact_items(cohort.notes, cited)))]
    blocks += [Heading("Who is paid for"), Paragraph("The first line that fits decides.")]
    blocks.append(Steps(tuple(Item(_row_text(row, cited)) for row in cohort.funding)))
    return Document((*blocks, Heading("Sources"), cited.listed()))


def _row_text(row: FundingRow, cited: Citations) -> str:
    courses = f"{', '.join(id.upper() for id in row.only_for)}: " if row.only_for else ""
    outcome = f"{row.outcome.replace('-', ' ')}. " if row.outcome else "one more answer is needed. "
    return courses + outcome.capitalize() + cited.cite(row.because, row.sources)


def activity_item(activity: Activity, cited: Citations) -> Item:
    """Return an activity with its name, what it involves, and its sources."""
    return Item(f"{activity.name}. {activity_text(activity, cited)}")


def activity_text(activity: Activity, cited: Citations) -> str:
    """Return what an activity involves, with its sources and whose overlay it comes from, if any."""
    return cited.cite(activity.text, activity.sources, activity.as_of, added_by=activity.added_by)


def fact_items(facts: Iterable[Fact], cited: Citations) -> list[Item]:
    """Return facts as the lines of a list."""
    return [Item(cited.cite(fact.text, fact.sources, fact.as_of)) for fact in facts]


def _title(it: Qualification) -> str:
    return it.name if it.short_name in it.name else f"{it.name} ({it.short_name})"
