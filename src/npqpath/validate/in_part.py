"""What can be told of a data set while some entries have faults: what is so whatever these are meant to say.

The entries with faults are left out, and so are those that name them. Of the rest is told what is found both
if the rules that were left out match nobody and if they match as many as can be: the truth lies between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from npqpath.advice.core import compile_rules
from npqpath.advice.rulebook import read_rulebook
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import Impossible, PathwaysFile, Rule
from npqpath.catalogue.qualifications import QualificationsFile
from npqpath.validate.doubt import doubt_about
from npqpath.validate.findings import DataSet, Finding
from npqpath.validate.lost_lines import readable
from npqpath.validate.names import problems_one_by_one
from npqpath.validate.over_time import compiled_anew
from npqpath.validate.parts import Files
from npqpath.validate.salvage import nothing, stand_in
from npqpath.validate.trimming import trimmed

if TYPE_CHECKING:
    from npqpath.catalogue.merged_tree import Routes
    from npqpath.catalogue.reading import Tree
    from npqpath.errors import Place, Problem
    from npqpath.validate.doubt import Doubt
    from npqpath.validate.findings import Check
    from npqpath.validate.stages import Folder
    from npqpath.validate.trimming import Rests

_Mixture: TypeAlias = "tuple[tuple[Rule, ...], tuple[Impossible, ...]]"

_NEEDED = frozenset({"qualifications", "cohorts", "questions", "terms", "next_steps", "rules", "impossible"})
"""Keys at the top of the files without which nothing can be proved."""
OF_THE_WHOLE = frozenset({"NP402", "NP503", "NP504"})
"""What is not so any more if an entry that was left out says it."""
_MOST_SUGGESTIONS = 4
_WHOEVER_CAN_EXIST = frozenset({"NP303", "NP304", "NP307", "NP311", "NP602"})
"""What is found among some people is found among fewer, too."""
_WITH_FEWER_RULES = frozenset({"NP301", "NP303", "NP311", "NP602"})
"""What is found is found with fewer rules, too."""
_TEST_FAILS = "NP601"
_NO_SUCH_NAME = "NP602"


def look_at_texts(files: Folder, on: dt.date, look: Check) -> Iterator[Finding]:
    """Yield what `look` finds in the entries that can be read; it needs no condition to be right."""
    one, other = files.rests()
    data = with_no_rules(Catalogue(one.model, other.model, ""), one.tree, other.tree, on)
    unread = {each.tree.file for each in (one, other) if each.tree.data is None}
    is_whole = not (unread or one.dropped or other.dropped)
    for finding in look(data):
        if finding.place.file not in unread and (is_whole or finding.code not in OF_THE_WHOLE):
            yield finding


def with_no_rules(catalogue: Catalogue, qualifications: Tree, pathways: Tree, on: dt.date) -> DataSet:
    """Return the data set as if nothing in it were about anybody: no name in its conditions matters."""
    start = stand_in(QualificationsFile, "cohorts", "stand-in")
    nobody = Catalogue(nothing(QualificationsFile, cohorts=[start]), nothing(PathwaysFile), "")
    return DataSet(catalogue, qualifications, pathways, read_rulebook(nobody), compile_rules(nobody), on)


def look_at_rules(files: Folder, problems: Iterable[Problem], on: dt.date, look: Check) -> list[Finding]:
    """Return what `look` finds in the two files whatever their faulty entries are meant to say.

    `problems` are those of the files.
    """
    one, other = readable(files.qualifications, QualificationsFile), readable(files.pathways, PathwaysFile)
    if one is None or other is None or _NEEDED & (one.absent | other.absent):
        return []
    names = one.tree.file, other.tree.file

    def check(rests: Rests) -> Iterable[Problem]:
        first, second = (rests[name] for name in names)
        return problems_one_by_one(Files(Catalogue(first.model, second.model, ""), first.tree, second.tree))

    rests = trimmed({names[0]: one, names[1]: other}, check)
    if rests is None or not rests[names[0]].model.cohorts:
        return []
    first, second = (rests[name] for name in names)
    catalogue = Catalogue(first.model, second.model, "")
    rulebook = read_rulebook(catalogue)
    data = DataSet(catalogue, first.tree, second.tree, rulebook, compile_rules(catalogue, rulebook), on)
    return sure_of(data, doubt_about(rests, catalogue, problems), look)


def sure_of(data: DataSet, doubt: Doubt, look: Check) -> list[Finding]:
    """Return what `look` finds in a data set whatever the entries say that were left out of it.

    Notes wait: they are about what has no effect, and something that was left out may have it.
    """
    if doubt.funding:
        data = _without_tests_of_funding(data)
    found = [one for one in look(data) if _can_be_told(one, doubt)]
    for rules, impossible in _mixtures(doubt):
        there = {_key(one): one for one in look(_with_more(data, rules, impossible))}
        # Who lacks something is rather one of those who lack it even if all these rules match.
        found = [there[_key(one)] if one.stub else one for one in found if _key(one) in there]
    return found


def _can_be_told(finding: Finding, doubt: Doubt) -> bool:
    if finding.severity == "note" or (doubt.anybody and finding.code not in _WHOEVER_CAN_EXIST):
        return False
    if doubt.switched and finding.code not in _WITH_FEWER_RULES:
        return False
    if finding.code == _NO_SUCH_NAME:
        return not any(f'"{id}"' in finding.message for id in doubt.names)
    return not (finding.code == _TEST_FAILS and _is_wide(doubt))


def _is_wide(doubt: Doubt) -> bool:
    """Return whether so much may be suggested besides that no test can be said to fail."""
    return doubt.anything or len({rule.suggest for rule in doubt.rules}) > _MOST_SUGGESTIONS


def _key(finding: Finding) -> tuple[str, Place, str]:
    """Return what two findings have in common if they are one: code, place and, for one to come, the day."""
    day, _, _ = finding.message.partition(":")
    return finding.code, finding.place, day if day.startswith("From ") else ""


def _mixtures(doubt: Doubt) -> Iterator[_Mixture]:
    """Yield the rules and the impossible people that there may be besides, as far as the extremes go.

    A test that expects something first is best served if only the rules match that suggest it.
    """
    ids = {rule.suggest: None for rule in doubt.rules}
    if doubt.impossible:
        yield (), doubt.impossible
    if doubt.rules:
        yield doubt.rules, doubt.impossible
    if len(ids) > 1 and not _is_wide(doubt):
        for id in ids:
            yield tuple(rule for rule in doubt.rules if rule.suggest == id), doubt.impossible


def _with_more(data: DataSet, rules: tuple[Rule, ...], impossible: tuple[Impossible, ...]) -> DataSet:
    """Return the data set with these rules before the others, whose places stay, and with fewer people."""
    pathways = data.catalogue.pathways
    more = replace(pathways, rules=(*rules, *pathways.rules), impossible=(*pathways.impossible, *impossible))
    routes: Routes = {
        ("rules", len(rules) + number): (data.pathways, ("rules", number))
        for number in range(len(pathways.rules))
    }
    return compiled_anew(data, _with(data, more), routes)


def _without_tests_of_funding(data: DataSet) -> DataSet:
    """Return the data set with what its persona tests expect of funding left out."""
    pathways = data.catalogue.pathways
    kept = [
        (number, replace(test, funding=None, rows=None, cohort=None))
        for number, test in enumerate(pathways.tests)
        if not (test.funding or test.rows) or test.first or test.gets or test.never or test.rules
    ]
    routes: Routes = {
        ("tests", new): (data.pathways, ("tests", number)) for new, (number, _) in enumerate(kept)
    }
    fewer = replace(pathways, tests=tuple(test for _, test in kept))
    return compiled_anew(data, _with(data, fewer), routes)


def _with(data: DataSet, pathways: PathwaysFile) -> Catalogue:
    return Catalogue(data.catalogue.qualifications, pathways, "")
