"""Who is near the teacher, and which lines of a plan come from them."""

from __future__ import annotations

import datetime as dt

from npqpath.advice.calendar import day
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.local import Contact, Local
from npqpath.render.document import Block, Bullets, Heading, Item, Paragraph


def asked(catalogue: Catalogue, question_id: str, ask: str) -> str:
    """Return the words of a question, and which hub or trust asks it where it is not a national one."""
    added_by = catalogue.question(question_id).added_by
    return f"{ask} (from {added_by})" if added_by else ask


def near_blocks(catalogue: Catalogue, on: dt.date) -> list[Block]:
    """Return what overlays say about partners, contacts and events that are not over; nothing without any."""
    blocks: list[Block] = []
    for one in catalogue.pathways.local:
        items = _items(one, on)
        if items:
            told = f"For {one.area}. Last checked on {day(one.checked)}."
            blocks += [Heading(one.name, 3), Paragraph(told), Bullets(tuple(items))]
    return [Heading("Near you"), *blocks] if blocks else []


def near_json(catalogue: Catalogue, on: dt.date) -> list[dict[str, object]]:
    """Return the same as plain data."""
    return [
        {
            "name": one.name,
            "area": one.area,
            "checked": one.checked.isoformat(),
            "partners": [{"name": it.name, "text": it.text, "link": it.link} for it in one.partners],
            "contacts": [
                {"name": it.name, "text": it.text, "link": it.link, "email": it.email, "phone": it.phone}
                for it in one.contacts
            ],
            "events": [
                {"name": it.name, "starts": it.starts.isoformat(), "text": it.text, "link": it.link}
                for it in one.coming(on)
            ],
        }
        for one in catalogue.pathways.local
    ]


def _items(one: Local, on: dt.date) -> list[Item]:
    items = [Item(f"Ask: {it.name}. {it.text}", _ways(it)) for it in one.contacts]
    items += [Item(f"{day(it.starts)}: {it.name}. {it.text}", _way("More", it.link)) for it in one.coming(on)]
    return items + [Item(f"Partner: {it.name}. {it.text}", _way("Page", it.link)) for it in one.partners]


def _ways(it: Contact) -> tuple[str, ...]:
    return (*_way("E-mail", it.email), *_way("Phone", it.phone), *_way("Page", it.link))


def _way(name: str, value: str | None) -> tuple[str, ...]:
    return (f"{name}: {value}",) if value else ()
