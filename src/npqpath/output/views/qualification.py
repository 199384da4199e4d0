"""What the data says of a qualification, a next step or a start, and why one is in a plan or not."""

from __future__ import annotations

from collections.abc import Iterable

from npqpath.advice import cohort_dates, suggestions
from npqpath.advice.plan import Plan
from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import Activity, NextStep, Post
from npqpath.dataset.qualifications import Cohort, FundingRow, Length, Qualification
from npqpath.output import document as doc
from npqpath.output.formats import plain_data
from npqpath.rules.question_kinds import Statuses
from npqpath.words import day, listed, sentence

SCHEMA = "npqpath/show/1"

NPQ_KINDS = ("specialist-npq", "leadership-npq", "coaching-offer")


def qualification_pairs(catalogue: Catalogue, it: Qualification, cited: doc.Citations) -> doc.Pairs:
    """Return the main facts of a qualification as names and values."""
    length, content = it.length, it.content
    providers = [catalogue.provider(id) for id in it.providers]
    sources = dict.fromkeys(source for each in providers for source in each.sources)
    read = min((catalogue.source(id).checked for id in sources), default=None)
    rows = [
        ("What it is", cited.fact(it.summary)),
        ("Who it is for", it.who_for and cited.fact(it.who_for)),
        ("Before you start", it.entry and cited.fact(it.entry)),
        ("Required by law", it.required_for and cited.fact(it.required_for)),
        ("How long", length and cited.cite(length_text(length), length.sources, length.as_of)),
        ("Study time", it.hours and cited.fact(it.hours)),
        ("How it is assessed", it.assessment and cited.fact(it.assessment)),
        ("What it covers", content and cited.cite("; ".join(content.areas), content.sources, content.as_of)),
        (
            "Lead providers",
            cited.cite(", ".join(each.name for each in providers), sources, day(read) if read else None),
        ),
        ("What it counts for", it.counts_for and cited.fact(it.counts_for)),
    ]
    return doc.Pairs(tuple((name, value) for name, value in rows if value))


def length_text(length: Length) -> str:
    """Return how long a course takes, in words; one without an assessment is over when the teaching is."""
    if not length.result_months:
        return f"{length.taught_months} months of teaching; how long until a result is not known yet."
    if length.longest <= length.taught_months:
        return f"{length.taught_months} months."
    shortest, longest = min(length.result_months), max(length.result_months)
    result = f"{shortest} to {longest}" if shortest != longest else f"about {shortest}"
    return f"{length.taught_months} months of teaching; {result} months until you have a result."


def qualification_document(catalogue: Catalogue, it: Qualification) -> doc.Document:
    """Return everything that the data says about a qualification."""
    cited = doc.Citations(catalogue)
    ended = cohort_dates.how_it_ended(catalogue, it.id)
    end = (doc.Paragraph(cited.cite(ended, it.ended.sources)),) if ended and it.ended else ()
    blocks: list[doc.Block] = [*end, qualification_pairs(catalogue, it, cited)]
    if it.framework is not None:
        reference = f" ({it.framework.reference})" if it.framework.reference else ""
        text = f"Framework{reference}: {it.framework.url}"
        told = cited.cite(text, it.framework.sources, it.framework.as_of)
        blocks += [doc.Heading("The official framework"), doc.Paragraph(told)]
    prices = (cited.cite(f"£{each.pounds:,}: {each.where}", each.sources, each.as_of) for each in it.prices)
    ask = "There is no national price list. Ask a lead provider or your teaching school hub."
    blocks += doc.section("What some people have paid", doc.points(prices), doc.Paragraph(ask))
    if it.masters_credit is not None:
        blocks += doc.section("Towards a master's degree", doc.Paragraph(cited.fact(it.masters_credit)))
    blocks += doc.section("Good to know", doc.Bullets(cited.facts(it.notes)))
    return cited.document(full_name(it), *blocks)


def next_step_document(catalogue: Catalogue, step: NextStep) -> doc.Document:
    """Return everything that the data says about a next step."""
    cited = doc.Citations(catalogue)
    ways = doc.section("Ways to do it", doc.Bullets(activity_items(step.activities, cited)))
    return cited.document(step.name, doc.Paragraph(cited.fact(step.summary)), *ways)


def list_document(catalogue: Catalogue) -> doc.Document:
    """Return everything that can be looked up, by id."""
    book = catalogue.qualifications
    parts: dict[str, Iterable[Qualification | NextStep | Post | Cohort]] = {
        "NPQs and the coaching offer": [each for each in book.qualifications if each.kind in NPQ_KINDS],
        "Other things people hold or take": [x for x in book.qualifications if x.kind not in NPQ_KINDS],
        "Other next steps": catalogue.pathways.next_steps,
        "Posts": catalogue.posts_by_id.values(),
        "Starts": book.cohorts,
    }
    more = doc.Paragraph("`npqpath show ID` tells more about each.")
    blocks: list[doc.Block] = [doc.Heading("What you can look up", 1), more]
    for title, found in parts.items():
        blocks += doc.section(title, doc.Pairs(tuple((each.id, each.name) for each in found)))
    return doc.Document(tuple(blocks))


def cohort_document(catalogue: Catalogue, cohort: Cohort) -> doc.Document:
    """Return the dates and the funding table of a start."""
    cited, opens, closes = doc.Citations(catalogue), cohort.registration_opens, cohort.registration_closes
    dates = [
        ("Rules published", cohort.announced),
        (f"Registration {'opens' if opens and opens > catalogue.day else 'opened'}", opens),
        (f"Registration {'closes' if closes and closes >= catalogue.day else 'closed'}", closes),
        ("Courses start from", cohort.starts_from),
        ("Courses start until", cohort.starts_until),
    ]
    rows = [(name, day(date) if date else "not known") for name, date in dates]
    names = [catalogue.qualification(id).short_name for id in cohort.offers]
    rows.append(("Offered", cited.cite(", ".join(names), cohort.sources)))
    return cited.document(
        cohort.name,
        doc.Pairs(tuple(rows)),
        *doc.section("Good to know", doc.Bullets(cited.facts(cohort.notes))),
        doc.Heading("Who is paid for"),
        doc.Paragraph("The first line that fits decides."),
        doc.Steps(tuple(doc.Item(_row_text(row, cited)) for row in cohort.funding)),
    )


def shown_document(catalogue: Catalogue, id: str) -> doc.Document:
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
        "posts": [{"id": post.id, "name": post.name} for post in catalogue.posts_by_id.values()],
        "cohorts": [{"id": cohort.id, "name": cohort.name} for cohort in catalogue.qualifications.cohorts],
    }


def _row_text(row: FundingRow, cited: doc.Citations) -> str:
    courses = f"{', '.join(id.upper() for id in row.only_for)}: " if row.only_for else ""
    outcome = f"{row.outcome.replace('-', ' ')}. " if row.outcome else "one more answer is needed. "
    return courses + outcome.capitalize() + cited.cite(row.because, row.sources)


def activity_items(activities: Iterable[Activity], cited: doc.Citations) -> tuple[doc.Item, ...]:
    """Return activities as points: their names, what they involve, and their sources."""
    return tuple(doc.Item(f"{each.name}. {cited.fact(each)}") for each in activities)


def full_name(it: Qualification) -> str:
    """Return the name of a qualification, with its short name where that is not in it."""
    return it.name if it.short_name in it.name else f"{it.name} ({it.short_name})"


WHY_SCHEMA = "npqpath/why/1"

VERDICTS = {
    "certain": "It is in your plan.",
    "possible": "It may be in your plan. That depends on answers that are still open.",
    "ruled-out": "It is not in your plan.",
}


def why_document(catalogue: Catalogue, reason: suggestions.Reason) -> doc.Document:
    """Return the reason for one verdict as a document."""
    cited, title = doc.Citations(catalogue), f"Why {reason.name}?"
    blocks: list[doc.Block] = [doc.Paragraph(VERDICTS[reason.verdict])]
    suggestion = None if reason.verdict == "ruled-out" else reason.suggestion
    if suggestion:
        added_by = catalogue.rules_by_id[suggestion.rule].added_by
        blocks.append(doc.Paragraph(cited.cite(suggestion.because, suggestion.sources, added_by=added_by)))
    if reason.facts:
        told = listed(fact.text for fact in reason.facts)
        blocks.append(doc.Paragraph(f"These answers alone settle it: {told}."))
    blocks += doc.section("What is still open", doc.points(ask for _, ask in reason.hangs_on))
    if reason.ended:
        blocks.append(doc.Paragraph(reason.ended))
    elif reason.verdict != "possible":
        blocks += _changes(reason)
    return cited.document(title, *blocks) if suggestion else doc.titled(title, *blocks)


def _changes(reason: suggestions.Reason) -> tuple[doc.Block, ...]:
    heading = "What would bring it in" if reason.verdict == "ruled-out" else "What would take it out"
    if reason.changes is None:
        return doc.section(heading, doc.Paragraph("No answer that you could change would alter this."))
    told = "The smallest change:" if len(reason.changes) == 1 else "The smallest change needs all of these:"
    changes = doc.points(sentence(change_text(change)) for change in reason.changes)
    return doc.section(heading, doc.Paragraph(told), changes)


def change_text(change: suggestions.Change) -> str:
    """Return one change of answer in words, with how soon it could be."""
    if change.when == "to-find-out":
        return f"it turns out that {change.then}"
    soon = f" ({change.takes})" if change.when in ("with-time", "with-a-new-job") and change.takes else ""
    return f"{change.then}{soon}"


def why_json(reason: suggestions.Reason) -> dict[str, object]:
    """Return the reason as plain data."""
    suggestion = reason.suggestion
    return {
        "schema": WHY_SCHEMA,
        **{key: getattr(reason, key) for key in ("id", "name", "verdict", "ended", "changes")},
        "because": suggestion.because if suggestion else None,
        "facts": [fact.text for fact in reason.facts],
        "hangs_on": [question for question, _ in reason.hangs_on],
        "sources": suggestion.sources if suggestion else (),
    }


def ruled_out_blocks(plan: Plan) -> tuple[doc.Block, ...]:
    """Return what is not in a plan in one line, and the courses that one other answer would bring in."""
    names = plan.core.catalogue.qualifications_by_id
    answers = plan.person.answers.values()
    planned = {npq for value in answers if isinstance(value, Statuses) for npq, _ in value.pairs}
    planned |= {bar.id for bar in plan.timeline.bars if bar.id}
    out = [each for each in plan.ruled_out if each.id not in planned]
    courses = {
        names[each.id].short_name: real_changes(each.changes or ())
        for each in out
        if each.kind == "qualification" and not each.ended
    }
    ended = tuple(doc.Item(each.ended) for each in out if each.ended)
    near = tuple(
        doc.Item(f"{name}, if {change_text(needed[0])}.")
        for name, needed in courses.items()
        if len(needed) == 1 and needed[0].when != "with-a-new-job"
    )
    if not courses:
        return doc.section("Not in this plan", doc.Bullets(ended))
    line = doc.Paragraph(f"{listed(courses)}. `npqpath why ID` explains each.")
    near_ones = doc.section("One answer would bring in", doc.Bullets(near), level=3)
    return (doc.Heading("Not in this plan"), line, *([doc.Bullets(ended)] if ended else []), *near_ones)


def real_changes(changes: tuple[suggestions.Change, ...]) -> tuple[suggestions.Change, ...]:
    """Return the changes of answers that were given; what is only open, if nothing else."""
    return tuple(change for change in changes if change.when != "to-find-out") or changes
