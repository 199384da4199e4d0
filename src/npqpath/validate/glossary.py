"""The short forms that readers of the data are taken to know, or are told of by the program."""

from __future__ import annotations

import re
from collections.abc import Iterable

GLOSSARY: dict[str, str] = {
    "NPQ": "national professional qualification",
    "EHCO": "Early Headship Coaching Offer",
    "SENCO": "special educational needs co-ordinator",
    "SEN": "special educational needs",
    "SEND": "special educational needs and disabilities",
    "NASENCO": "the award for SENCOs before the NPQ",
    "ECT": "early career teacher",
    "ITT": "initial teacher training",
    "QTS": "qualified teacher status",
    "CPD": "continuing professional development",
    "URN": "the number of a school in the national register",
    "UKPRN": "the number of a college in the register of providers",
    "TRN": "teacher reference number",
    "RISE": "regional improvement for standards and excellence, a programme of DfE",
    "CEO": "chief executive",
    "MA": "master of arts",
    "MBA": "master of business administration",
    "VAT": "value added tax",
    "UK": "United Kingdom",
    "GOV": "the first part of GOV.UK",
    "EEF": "Education Endowment Foundation",
    "UNESCO": "the education body of the United Nations",
}
"""Each short form with what it stands for; the plural with a small s belongs to it."""

# To begin with a capital lets the search run from one to the next.
_SHORT_FORM = re.compile(r"[A-Z](?<![\w./-][A-Z])[A-Z0-9]+(?=s?\b)")
_EXPLAINED = re.compile(r"\(([A-Z][A-Z0-9]+)s?\)|\b([A-Z]+) stands for\b")


def short_forms(text: str) -> Iterable[tuple[str, int]]:
    """Yield the words in capitals of a text that it does not explain, and where each begins.

    A word in brackets, such as "(TRN)", is explained by what stands before it.
    """
    found = list(_SHORT_FORM.finditer(text))
    explained = {word for each in _EXPLAINED.findall(text) for word in each} if found else set()
    for match in found:
        if match[0] not in explained:
            yield match[0], match.start()
