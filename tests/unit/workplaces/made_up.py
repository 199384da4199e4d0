"""A made-up register of schools, always the same for the same seed. No place in it is real."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

SEED = 20260518

_STARTS = (
    "Ash Beck Brack Bram Carl Chad Crom Dun Elm Fern Graf Hals Hather Ingle Kell Lang Marl Nor Ock Pen "
    "Quar Rams Sel Thorn Ulver Wal Whit Wyn Yar Zeal"
)
_MIDDLES = "a e i o u er in el ing en"
_ENDS = "bourne bury by caster cliffe combe dale den field ford gate ham hurst ley mere mouth stead stoke ton"
_SAINTS = (
    "Mary Joseph John Peter Paul Anne Thomas Michael Andrew Luke Mark Matthew James Margaret Catherine "
    "Cuthbert Bede Oswald Chad Wilfrid Aidan Hilda Alban Edmund Bernadette Gregory Teresa Alphege"
)
_SURNAMES = (
    "Abernethy Birtwhistle Cholmondeley Dransfield Entwistle Featherstone Garside Hollingworth Illingworth "
    "Jessop Kershaw Lockwood Micklethwaite Northcliffe Ollerenshaw Postlethwaite Ramsbottom Shuttleworth"
)
_STATE = (
    "Community school",
    "Voluntary aided school",
    "Voluntary controlled school",
    "Foundation school",
    "Academy converter",
    "Academy sponsor led",
    "Free schools",
    "Community special school",
    "Pupil referral unit",
)
_OTHER = (
    "Other independent school",
    "Other independent special school",
    "Further education",
    "Local authority nursery school",
    "University technical college",
    "Special post 16 institution",
)
HEADINGS = (
    "URN",
    "LA (code)",
    "LA (name)",
    "EstablishmentName",
    "TypeOfEstablishment (name)",
    "EstablishmentStatus (name)",
    "PhaseOfEducation (name)",
    "Street",
    "Town",
    "Postcode",
    "UKPRN",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One made-up place."""

    urn: str
    area_code: str
    area: str
    name: str
    type: str
    status: str
    phase: str
    street: str
    town: str
    postcode: str
    ukprn: str

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of `HEADINGS`."""
        where = (self.street, self.town, self.postcode, self.ukprn)
        return (self.urn, self.area_code, self.area, self.name, self.type, self.status, self.phase, *where)


def towns() -> list[str]:
    """Return 6,000 made-up names of towns."""
    starts, ends = _STARTS.split(), _ENDS.split()
    names = [f"{start}{middle}{end}" for start in starts for middle in _MIDDLES.split() for end in ends]
    return list(dict.fromkeys(names))


def register(rows: int = 30_000, seed: int = SEED) -> list[Row]:
    """Return so many places; one in fifty has closed."""
    random = Random(seed)
    names = towns()
    areas = [f"{random.choice(names)}shire" for _ in range(150)]
    return [_row(random, at, names, areas) for at in range(rows)]


def _row(random: Random, at: int, names: Sequence[str], areas: Sequence[str]) -> Row:
    town = random.choice(names)
    area = random.randrange(len(areas))
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    inward = f"{random.randrange(10)}{random.choice(letters)}{random.choice(letters)}"
    postcode = f"{town[:2].upper()}{random.randrange(1, 30)} {inward}"
    type_ = random.choice(_STATE) if random.random() < 0.85 else random.choice(_OTHER)
    return Row(
        urn=str(100_000 + at),
        area_code=str(200 + area),
        area=areas[area],
        name=_name(random, town, random.choice(names)),
        type=type_,
        status="Closed" if random.random() < 0.02 else "Open",
        phase=random.choice(("Primary", "Secondary", "Nursery", "16 plus")),
        street=f"{random.randrange(1, 200)} {random.choice(names)} Road",
        town=town,
        postcode=postcode,
        ukprn=str(10_000_000 + at),
    )


def _name(random: Random, town: str, place: str) -> str:
    saint, surname = random.choice(_SAINTS.split()), random.choice(_SURNAMES.split())
    level = random.choice(
        ("Primary School", "Infant School", "Junior School", "High School", "Academy", "School")
    )
    church = random.choice(("CofE", "Church of England", "C of E", "Catholic", "RC"))
    return random.choice(
        (
            f"{place} {level}",
            f"{place} Community {level}",
            f"{surname} {level}",
            f"{place} {church} {level}",
            f"St {saint}'s {church} {level}",
            f"St {saint}s {church} {level}, {town}",
            f"St. {saint}'s {level} and Nursery",
            f"Saint {saint} and St {random.choice(_SAINTS.split())} {church} {level}",
            f"The {surname} {level}",
            f"{place}-upon-{town} {level}",
            f"Our Lady of {place} {church} {level}",
        )
    )


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]], *, encoding: str = "cp1252") -> bytes:
    """Return a CSV file as the register's site writes it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
