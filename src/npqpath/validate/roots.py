"""One fault, one finding: what is told in many places and most likely has one root is told once.

NP309: An entry about impossible people goes too far
    Because of it several conditions match nobody, or made-up people of `tests` cannot be. The finding counts
    them and says on which lines they stand; a comment that allows one of them stands there.

    Passes:
        impossible:
          - {id: heads-in-training, because: ..., when: {role: headteacher, is: [in_training]}}
    Fails:
        impossible:
          - {id: heads-in-training, because: ..., when: {role: headteacher}}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from npqpath.advice.phrases import listed
from npqpath.validate.alike import lines_in_words
from npqpath.validate.findings import SEVERITIES, Finding, Root

_FEWEST = 3
"""So many findings make an entry about impossible people the likelier place of the fault."""
_IN_WORDS = {
    "NP303": ("condition matches nobody", "conditions match nobody"),
    "NP307": ("answer can be given by nobody", "answers can be given by nobody"),
    "NP311": ("row of a funding table is never reached", "rows of funding tables are never reached"),
    "NP602": ("made-up person cannot be", "made-up people cannot be"),
}


def one_for_each_fault(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, those with a common root as one, which is as grave as the gravest of them.

    Notes stay as they are: they are about what could be left out, each by itself.
    """
    groups: list[tuple[set[Root], list[Finding]]] = []
    for one in findings:
        if not one.roots or one.severity == "note":
            yield one
            continue
        roots, members = {root for root in one.roots if root.kind != "test"}, [one]
        for group in [each for each in groups if each[0] & roots]:
            groups.remove(group)
            roots |= group[0]
            members = [*group[1], *members]
        groups.append((roots, members))
    for members in _one_for_each_test(members for _, members in groups):
        yield _as_one(members)


def _one_for_each_test(groups: Iterable[list[Finding]]) -> Iterator[list[Finding]]:
    """Yield the groups, those that are about one test alone as one: its own lines are to blame."""
    of_test: dict[Root, list[Finding]] = {}
    for members in groups:
        tests = {root for one in members for root in one.roots if root.kind == "test"}
        test = tests.pop() if len(tests) == 1 else None
        if test is not None and all(test in one.roots for one in members):
            of_test.setdefault(test, []).extend(members)
        else:
            yield members
    yield from of_test.values()


def _as_one(members: list[Finding]) -> Finding:
    first, *others = sorted(
        members, key=lambda one: (one.code[:3], SEVERITIES.index(one.severity), one.order)
    )
    if not others:
        return first
    people = Counter(root for one in members for root in one.roots if root.kind == "people")
    for root, count in people.most_common(1):
        if count >= _FEWEST:
            first, others = _too_many_people(root, [one for one in members if root in one.roots]), members
    severity = min((one.severity for one in members), key=SEVERITIES.index)
    lines = {(one.place.file, one.place.line): one.place for one in sorted(others, key=lambda one: one.order)}
    lines.pop((first.place.file, first.place.line), None)
    where = listed(lines_in_words(first.place, lines.values()))
    more = f"Most likely the same fault shows {where}." if where else ""
    return replace(first, severity=severity, hint=f"{first.hint or ''} {more}".strip() or None)


def _too_many_people(root: Root, findings: list[Finding]) -> Finding:
    """Return the finding that because of an entry about impossible people there are these others."""
    assert root.place is not None
    counts = {code: sum(one.code == code for one in findings) for code in _IN_WORDS}
    told = listed(f"{count} {_IN_WORDS[code][count > 1]}" for code, count in counts.items() if count)
    return Finding(
        place=root.place,
        code="NP309",
        severity="error",
        message=f'Because of the entry "{root.name}" under `impossible` {told}.',
        hint="Make its condition narrower.",
    )
