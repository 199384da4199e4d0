"""The map of tracks, the questions, and workplaces that were found: as documents and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from npqpath.advice.compiled_rules import CompiledRules
from npqpath.advice.faq import Faq
from npqpath.dataset import pathways, qualifications
from npqpath.dataset.catalogue import Catalogue
from npqpath.output import document as doc
from npqpath.output.views.plan import track_map
from npqpath.rules.answer_words import STATUSES
from npqpath.rules.question_kinds import NOT_SURE, Choice, kind_of
from npqpath.workplaces.search import answers_about, describe, nothing_found

if TYPE_CHECKING:
    from npqpath.workplaces.official_lists import Workplace
    from npqpath.workplaces.store import Workplaces


TRACKS_SCHEMA = "npqpath/tracks/1"
HERE = " <-- you are here"


def tracks_document(catalogue: Catalogue, here: frozenset[str], way: tuple[str, ...]) -> doc.Document:
    """Return the tracks, their posts in order and the moves; `here` and `way` are the reader's posts."""
    book = catalogue.pathways
    cited = doc.Citations(catalogue)
    lead = "Nobody is on one track only. The arrows show moves that people make, along a track or across."
    blocks: list[doc.Block] = [doc.Paragraph(lead), track_map(catalogue, here, way)]
    for track in book.tracks:
        posts = doc.Steps(tuple(_post(catalogue, track, post, here) for post in track.posts))
        blocks += doc.section(
            track.name,
            doc.Paragraph(cited.fact(track.summary)),
            posts,
            doc.Paragraph(cited.fact(track.singapore)),
        )
    blocks += doc.section("What each post works to improve", doc.Bullets(_stages(book.stages, cited)))
    thread = "The golden thread: training from the start to headship"
    blocks += doc.section(thread, doc.Steps(_stages(book.golden_thread, cited)))
    blocks += doc.section("In challenging schools", doc.Bullets(cited.facts(book.challenging_schools)))
    return cited.document("Three career tracks", *blocks)


def _stages(stages: Iterable[pathways.Stage], cited: doc.Citations) -> tuple[doc.Item, ...]:
    return tuple(doc.Item(f"{stage.name}: {cited.fact(stage)}") for stage in stages)


def _post(catalogue: Catalogue, track: pathways.Track, post: pathways.Post, here: frozenset[str]) -> doc.Item:
    where = catalogue.tracks_by_post
    under = [post.text]
    if post.helps:
        under.append(f"Helps: {', '.join(catalogue.short_name_of(id) for id in post.helps)}")
    if post.singapore:
        under.append(f"In Singapore: {post.singapore}")
    for move in catalogue.pathways.moves:
        if move.start == post.id:
            across = "" if where[move.to] is track else f", {where[move.to].name.lower()} track"
            under.append(f"--> {catalogue.posts_by_id[move.to].name}{across}: {move.text}")
    return doc.Item(f"{post.name}{HERE if post.id in here else ''}", tuple(under))


def tracks_json(catalogue: Catalogue, here: frozenset[str], way: tuple[str, ...]) -> dict[str, object]:
    """Return the map as plain data."""
    book = catalogue.pathways
    return {
        "schema": TRACKS_SCHEMA,
        "you_are_here": [post.id for track in book.tracks for post in track.posts if post.id in here],
        "way": way,
        **{key: getattr(book, key) for key in ("tracks", "moves", "stages", "golden_thread")},
        "challenging_schools": book.challenging_schools,
    }


QUESTIONS_SCHEMA = "npqpath/questions/1"


def questions_document(core: CompiledRules) -> doc.Document:
    """Return the questions in the order in which they are asked."""
    lead = "Only what can still change something for you is asked. The ids are what answers files hold."
    blocks: list[doc.Block] = [doc.Heading("Questions", 1), doc.Paragraph(lead)]
    for question in core.catalogue.pathways.questions:
        blocks.append(doc.Heading(f"{question.id}: {question.ask}"))
        asked = f" Asked if {condition_text(question.ask_if)}." if question.ask_if else ""
        kind = kind_of(question)
        takes = f"{kind.takes}: {', '.join(STATUSES)}" if kind.stages else kind.takes
        blocks.append(doc.Paragraph(f"{question.why} Takes {takes}.{asked}"))
        answers = ((each.id, each.label) for each in _answers(core, question))
        blocks.append(doc.points(id if id == label else f"{id}: {label}" for id, label in answers))
    return doc.Document(tuple(blocks))


def condition_text(raw: object) -> str:
    """Return a condition as one line of words, near to how the data writes it."""
    if isinstance(raw, dict):
        return " and ".join(_entry(str(key), value) for key, value in raw.items())
    return str(raw)


def _entry(key: str, value: object) -> str:
    if key == "any of" and isinstance(value, list):
        return " or ".join(condition_text(each) for each in value)
    if isinstance(value, list):
        return f"{key} is {' or '.join(map(str, value))}"
    return f"{key} has {condition_text(value)}" if isinstance(value, dict) else f"{key} is {value}"


def _answers(core: CompiledRules, question: pathways.Question) -> tuple[Choice, ...]:
    kind = kind_of(question)
    choices = kind.choices(core.catalogue, core.space.bands.get(question.id, ()))
    takes_not_sure = question.not_sure and kind.conditions == "answers"
    return (*choices, Choice(NOT_SURE, "I am not sure")) if takes_not_sure else choices


def questions_json(core: CompiledRules) -> dict[str, object]:
    """Return the questions as plain data: id, kind, answers with aliases, and when each is asked."""
    keys = ("id", "label", "aliases")
    return {
        "schema": QUESTIONS_SCHEMA,
        "questions": [
            {
                **{key: getattr(question, key) for key in ("id", "ask", "why", "kind", "unit", "not_sure")},
                "asked_if": question.ask_if,
                "answers": [{key: getattr(each, key) for key in keys} for each in _answers(core, question)],
                "statuses": STATUSES if kind_of(question).stages else None,
            }
            for question in core.catalogue.pathways.questions
        ],
    }


WORKPLACES_SCHEMA = "npqpath/workplaces-found/1"


def places_document(workplaces: Workplaces, text: str, places: Iterable[Workplace]) -> doc.Document:
    """Return the places with what the lists say about each."""
    lists = workplaces.lists
    said = ((place, (found.because for found in answers_about(place, lists))) for place in places)
    items = tuple(doc.Item(place.name, (describe(place), *because)) for place, because in said)
    found = doc.Bullets(items) if items else doc.Paragraph(nothing_found(workplaces, text))
    return doc.titled("Workplaces", found)


def places_json(workplaces: Workplaces, places: Iterable[Workplace]) -> object:
    """Return the places and the lists, with the answers in the words of the lists."""
    return {
        "schema": WORKPLACES_SCHEMA,
        "matches": [
            {
                **{key: getattr(place, key) or None for key in ("urn", "ukprn", "name", "type", "postcode")},
                "town": place.town or None,
                "local_authority": place.area or None,
                "answers": {
                    found.question: {"answer": found.answer, "because": found.because}
                    for found in answers_about(place, workplaces.lists)
                },
            }
            for place in places
        ],
        "lists": [
            {"list": info.kind, "on": info.on, "dated": info.is_dated, "file": info.file}
            for info in workplaces.lists
        ],
    }


FAQ_SCHEMA = "npqpath/faq/1"


def faq_document(faq: Faq, asked: str, found: Sequence[qualifications.Topic]) -> doc.Document:
    """Return what is known of a question; where nothing is asked or nothing is known, the list of topics."""
    if not found:
        nothing = f"Nothing here answers \u201c{asked}\u201d. These are the topics:" if asked else ""
        names = tuple((topic.id, topic.name) for topic in faq.catalogue.qualifications.topics)
        ask = "Ask in your own words: `npqpath faq two at once`. Each qualification is a topic too."
        return doc.titled(
            "What people ask of NPQs", doc.Paragraph(nothing), doc.Pairs(names), doc.Paragraph(ask)
        )
    cited = doc.Citations(faq.catalogue)
    blocks: list[doc.Block] = []
    for topic in found:
        blocks += doc.section(topic.name, doc.Bullets(cited.facts(topic.facts)), level=2 if blocks else 1)
    return doc.Document((*blocks, doc.Heading("Sources"), cited.listed()))


def faq_json(faq: Faq, asked: str, found: Sequence[qualifications.Topic]) -> dict[str, object]:
    """Return the same topics as plain data; where nothing is asked, all of them."""
    topics = found if asked else faq.topics
    return {
        "schema": FAQ_SCHEMA,
        "topics": [
            {
                "id": topic.id,
                "name": topic.name,
                "text": " ".join(fact.text for fact in topic.facts),
                "sources": tuple(dict.fromkeys(source for fact in topic.facts for source in fact.sources)),
            }
            for topic in topics
        ],
    }
