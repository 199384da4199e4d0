"""A data set and its overlays as one data set, in which every part still knows the file it came from.

Merging is pure and goes overlay by overlay: laying two at once is the same as laying one, then the other.
What is national comes first in every list, save that the activities of a hub stand before those that
everybody has. So an overlay adds, and takes away only what it switches off.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from npqpath.dataset import pathways as shapes
from npqpath.dataset.catalogue import FAQ, PATHWAYS, PEOPLE, QUALIFICATIONS, SOURCES, Catalogue, npqs_in
from npqpath.dataset.near_miss import did_you_mean
from npqpath.dataset.qualifications import NextStepId, QualificationId, Raw, RuleId, Source
from npqpath.dataset.written_once import with_every_npq, with_whole_tables
from npqpath.errors import DataError, Place, Problem, UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchOff:
    """What the hub or trust does not want in its plans, by id."""

    activities: dict[str, tuple[str, ...]] | None = None
    """Under the id of each next step, the ids of its activities that are left out."""
    rules: tuple[RuleId, ...] = ()
    """Ids of rules that are left out."""
    qualifications: tuple[QualificationId, ...] = ()
    """Ids of qualifications that are not on offer here: the rules that suggest them are left out."""
    next_steps: tuple[NextStepId, ...] = ()
    """Ids of next steps that are not on offer here: the rules that suggest them are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayFile:
    """The whole of `overlay.yaml`. Everything but `about` may be left out."""

    about: shapes.About
    """Whose overlay it is."""
    sources: dict[str, Source] | None = None
    """Pages used here and not in the national data, by id."""
    partners: tuple[shapes.Partner, ...] = ()
    """Organisations the hub works with."""
    contacts: tuple[shapes.Contact, ...] = ()
    """Whom teachers can ask."""
    events: tuple[shapes.Event, ...] = ()
    """What takes place; plans leave out what is over."""
    activities: dict[str, tuple[shapes.Activity, ...]] | None = None
    """Under the id of each next step, further things to do within it."""
    questions: tuple[shapes.Question, ...] = ()
    """Further questions, asked after the national ones."""
    terms: dict[str, Raw] | None = None
    """Further named conditions, for use under `is:`."""
    rules: tuple[shapes.Rule, ...] = ()
    """Further rules; of rules that are equally strong, the national ones come first."""
    impossible: tuple[shapes.Impossible, ...] = ()
    """Further people who do not exist."""
    promises: tuple[shapes.Promise, ...] = ()
    """Further statements that hold for everybody."""
    tests: tuple[shapes.PersonaTest, ...] = ()
    """Made-up people with what they must be told here."""
    switch_off: SwitchOff | None = None
    """What is left out of the national data."""


def overlay_text(folder: str, today: dt.date) -> str:
    """Return an overlay that can be used as it stands and shows in comments what else it could hold.

    Words begin with "# " and examples with "#" alone: taking that sign away makes an example YAML.
    """
    text = Path(__file__).with_name("overlay_template.yaml").read_text("utf-8")
    next_year = dt.date(today.year + 1, 6, 30)
    text = text.replace("NEXT-YEAR", next_year.isoformat()).replace("TODAY", today.isoformat())
    return text.replace("FOLDER", folder)


if TYPE_CHECKING:
    from npqpath.dataset.yaml_reader import Loc, Spot, Tree

    Check: TypeAlias = Callable[[Catalogue, Tree, Tree], tuple[Problem, ...]]
    """Looks through a catalogue whose files have the right shape, and returns what is wrong with it."""

# The models and YAML load when an overlay is read: the cache needs only its bytes.

OVERLAY = "overlay.yaml"

LINK = re.compile(
    r"https?://(?!.*[^/=]https?://)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?"
)
"""An ordinary web address: nothing before the host, no other scheme, no letter that opens markup."""
NO_LINK = (
    "This is not the address of a web page.",
    "Copy it from the top of the browser. It begins with https:// or http:// and has no spaces.",
)
_ADDRESSES = {
    "url": (LINK, *NO_LINK),
    "link": (LINK, *NO_LINK),
    "email": (
        re.compile(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
        'This does not look like a value for "email".',
        "Write it like hub@example.org, with nothing before or after.",
    ),
    "phone": (
        re.compile(r"\+?[0-9(][0-9() -]{4,24}"),
        'This does not look like a value for "phone".',
        "Write digits and spaces, such as 01234 567890.",
    ),
}
"""For each key that holds an address: what it looks like, and what to say of one that does not."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay of the right shape, and where everything in its file stands."""

    model: OverlayFile
    tree: Tree


def is_overlay(folder: Path) -> bool:
    """Return whether the folder is an overlay: it has an overlay's file and is no data set of its own."""
    path = folder / OVERLAY
    return (path.exists() or path.is_symlink()) and not (folder / "qualifications.yaml").exists()


def overlay_bytes(folder: Path) -> bytes:
    """Return the bytes of the overlay's file.

    Raises `UserError` if it cannot be opened, and `DataError` if it is too large or leads out of the folder.
    """
    from npqpath.dataset.yaml_errors import fetch

    path = folder / OVERLAY
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise UserError(f"The file {path} cannot be opened.", "Check where it leads.") from error
    if not target.is_relative_to(folder.resolve()):
        message = "This file is a link that leads out of the folder of the overlay."
        raise DataError((Problem(Place(str(path), 1, 1), "NP160", message, "Put the file itself here."),))
    if not target.is_file():
        raise UserError(f"{path} is not a file.", f"An overlay is a folder with a file {OVERLAY} in it.")
    return fetch(path)


def parse_overlay(raw: bytes, name: str) -> Overlay:
    """Return the overlay whose file holds these bytes and has this name. Raises `DataError`."""
    from npqpath.dataset.model_errors import build
    from npqpath.dataset.yaml_reader import parse

    tree = parse(raw, name)
    overlay = Overlay(build(tree, OverlayFile), tree)
    problems = tuple(overlay_problems(overlay))
    if problems:
        raise DataError(problems)
    return overlay


def overlay_problems(overlay: Overlay) -> Iterator[Problem]:
    """Yield what is wrong in an overlay of the right shape, without looking at what it is laid over."""
    model = overlay.model
    for key in ("name", "area"):
        if not getattr(model.about, key).strip():
            place = overlay.tree.place(("about", key))
            yield Problem(place, "NP040", f'"{key}" has no value.', "Write some text.")
    for loc, key, value in _addresses(model):
        pattern, message, hint = _ADDRESSES[key]
        if value is not None and not pattern.fullmatch(value):
            yield Problem(overlay.tree.place((*loc, key)), "NP163", message, hint)


def _addresses(model: OverlayFile) -> Iterator[tuple[Loc, str, str | None]]:
    """Yield the links, e-mail addresses and phone numbers of an overlay, each with what it stands in."""
    for id, source in (model.sources or {}).items():
        yield ("sources", id), "url", source.url
    for kind in ("partners", "contacts", "events"):
        for index, each in enumerate(getattr(model, kind)):
            for key in ("link", "email", "phone"):
                yield (kind, index), key, getattr(each, key, None)


Entry: TypeAlias = "tuple[Any, Spot]"
"""A model, and where it stands."""
Key: TypeAlias = tuple[str, ...]
"""A kind of thing and its id, such as ("rules", "new-heads"); for an activity its next step goes between."""


@dataclass(frozen=True, slots=True)
class Off:
    """Everything that is switched off so far, each with the place that says so."""

    places: dict[Key, Place]

    def has_rule(self, rule: shapes.Rule) -> bool:
        """Return whether the rule is left out, by its id or because of what it suggests."""
        return ("rules", rule.id) in self.places or rule.suggest in self.suggestions

    def has_activity(self, step: str, activity: str) -> bool:
        """Return whether the activity of this next step is left out."""
        return ("activities", step, activity) in self.places

    @property
    def suggestions(self) -> frozenset[str]:
        """The ids of what no rule may suggest any more."""
        return frozenset(key[1] for key in self.places if key[0] in ("qualifications", "next_steps"))


NOTHING = Off({})


def _switch_off(
    off: Off, overlay: Overlay, catalogue: Catalogue, spared: Key | None
) -> tuple[Off, tuple[Problem, ...]]:
    """Return what is off with this overlay too, and what it names that is not there.

    What an earlier overlay has switched off may be switched off again. What is `spared` stays on.
    """
    places, problems = dict(off.places), []
    for key, loc in _named(overlay):
        known = [*_known(catalogue, key), *(each[-1] for each in off.places if each[:-1] == key[:-1])]
        if key == spared:
            continue
        if key[-1] in known:
            places.setdefault(key, overlay.tree.place(loc))
        else:
            problems.append(_unknown(overlay, key, loc, known))
    return Off(places), tuple(problems)


def _fitting_test(test: shapes.PersonaTest, spot: Spot, off: Off, rules: frozenset[str]) -> Entry | None:
    """Return the test without what is not on offer, and where it stands.

    `rules` are the ids of those that are left out. None where nothing is left that the test expects.
    """
    kept: dict[str, Any] = {}
    below = dict(spot.below)
    for name in ("first", "gets", "never", "rules"):
        gone = rules if name == "rules" else off.suggestions
        ids = dict(enumerate(getattr(test, name)))
        staying = {index: id for index, id in ids.items() if id not in gone}
        kept[name] = tuple(staying.values())
        if len(staying) < len(ids):
            below[name] = below[name].with_items(below[name].below[index] for index in staying)
    if all(kept[name] == getattr(test, name) for name in kept):
        return test, spot
    if not (any(kept.values()) or test.funding or test.rows):
        return None
    return replace(test, **kept), spot.with_below(below)


def _named(overlay: Overlay) -> Iterator[tuple[Key, Loc]]:
    """Yield everything that the overlay switches off, and where it says so."""
    named = overlay.model.switch_off
    if named is None:
        return
    for step, ids in (named.activities or {}).items():
        for index, id in enumerate(ids):
            yield ("activities", step, id), ("switch_off", "activities", step, index)
    for kind in ("rules", "qualifications", "next_steps"):
        for index, id in enumerate(getattr(named, kind)):
            yield (kind, id), ("switch_off", kind, index)


def _known(catalogue: Catalogue, key: Key) -> Sequence[str]:
    """Return the ids of what could be switched off in the place of the thing called `key`."""
    if key[0] == "activities":
        step = catalogue.next_steps_by_id.get(key[1])
        return [activity.id for activity in step.activities] if step is not None else []
    if key[0] == "rules":
        return list(catalogue.rules_by_id)
    return list(catalogue.qualifications_by_id if key[0] == "qualifications" else catalogue.next_steps_by_id)


def _unknown(overlay: Overlay, key: Key, loc: Loc, known: Sequence[str]) -> Problem:
    kind = {"rules": "rule", "qualifications": "qualification", "next_steps": "next step"}.get(key[0])
    what = kind or f'activity of the next step "{key[1]}"'
    message = f'There is no {what} called "{key[-1]}" to switch off.'
    return Problem(overlay.tree.place(loc), "NP162", message, did_you_mean(key[-1], known))


@dataclass(frozen=True, slots=True)
class Merged:
    """A data set with where its parts stand, what is switched off in it, and what is wrong with the overlays.

    What is wrong has been left out of the catalogue.
    """

    catalogue: Catalogue
    qualifications: Tree
    pathways: Tree
    off: Off = NOTHING
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[str] = frozenset()
    """Ids of the overlays that were taken already."""


def joined(files: Mapping[str, tuple[Tree, Any]], fingerprint: str) -> Merged:
    """Return the files of a data set, by name, as two: people join pathways, and all else qualifications."""
    problems: list[Problem] = []

    def with_another(whole: tuple[Tree, Any], other: str) -> tuple[Tree, Any]:
        tree, model = whole
        more, added = files.get(other, (None, None))
        for key, spot in more.root.below.items() if more is not None else ():
            if key in tree.root.below:
                message, hint = f'The key "{key}" is in {other} too.', "Keep it in one of the two files."
                problems.append(Problem(tree.key_place((key,)), "NP007", message, hint))
            tree = replace(tree, root=tree.root.with_below({**tree.root.below, key: spot}))
            model = replace(model, **{str(key): getattr(added, str(key))})
        return tree, model

    one, qualifications = with_another(with_another(files[QUALIFICATIONS], SOURCES), FAQ)
    one, qualifications, wrong = with_whole_tables(one, qualifications)
    problems += wrong
    other, pathways = with_another(files[PATHWAYS], PEOPLE)
    questions = other.root.follow(("questions",))
    asked = _asked(_entries(pathways.questions, questions), npqs_in(qualifications))
    spots = {**other.root.below, "questions": questions.with_items(spot for _, spot in asked)}
    other = replace(other, root=other.root.with_below(spots))
    pathways = replace(pathways, questions=tuple(question for question, _ in asked))
    return Merged(Catalogue(qualifications, pathways, fingerprint), one, other, problems=tuple(problems))


def _asked(questions: list[Entry], npqs: tuple[str, ...]) -> list[Entry]:
    """Return questions whose lists name every NPQ for `any NPQ`."""
    return [with_every_npq(question, spot, npqs) for question, spot in questions]


def merge(base: Merged, overlays: Iterable[Overlay], spared: Key | None = None) -> Merged:
    """Return the data set with the overlays laid over it, in order; `spared` stays on."""
    return reduce(partial(_lay, spared=spared), overlays, base)


def problems_of(merged: Merged, check: Check | None) -> tuple[Problem, ...]:
    """Return what is wrong with the overlays and what `check` finds in the data set.

    What it says of an id that was left out would be one fault told twice.
    """
    found = check(merged.catalogue, merged.qualifications, merged.pathways) if check is not None else ()
    told = [one for one in found if not any(f'"{id}"' in one.message for id in merged.left_out)]
    return (*merged.problems, *told)


def _lay(under: Merged, overlay: Overlay, spared: Key | None) -> Merged:
    """Return a data set with one more overlay on it."""
    off, unknown = _switch_off(under.off, overlay, under.catalogue, spared)
    laying = _Laying(under, overlay, off, [*under.problems, *unknown], dict(under.pathways.root.below))
    changes: dict[str, Any] = {
        **{key: laying.named(key) for key in ("sources", "terms")},
        **{key: laying.listed(key) for key in ("questions", "impossible", "promises")},
        "rules": laying.listed("rules", keep=lambda rule: not off.has_rule(rule)),
        "tests": laying.tests(),
        "next_steps": laying.next_steps(),
        "local": laying.local(),
    }
    catalogue = replace(under.catalogue, pathways=replace(under.catalogue.pathways, **changes))
    tree = replace(under.pathways, root=under.pathways.root.with_below(laying.spots))
    left_out = under.left_out | laying.left_out
    return Merged(catalogue, under.qualifications, tree, off, tuple(laying.problems), left_out)


@dataclass(slots=True)
class _Laying:
    """Puts together what is under an overlay and what is in it, and notes where each part stands."""

    under: Merged
    overlay: Overlay
    off: Off
    problems: list[Problem]
    spots: dict[str | int, Spot]
    """Where the keys at the top of the merged file stand."""
    left_out: set[str] = field(default_factory=set)

    def named(self, key: str) -> dict[str, Any]:
        """Return named entries: those under the overlay, then its own. No name is given a second meaning."""
        found = dict(getattr(self.under.catalogue.pathways, key))
        spots = dict(self._whole(key).below) if found else {}
        for name, value in (getattr(self.overlay.model, key) or {}).items():
            spot = self.overlay.tree.root.follow((key, name))
            taken = self._place_of_name(key, name)
            if taken is not None:
                self._clash(key, name, spot.key_place, taken)
            else:
                found[name], spots[name] = value, spot
        self.spots[key] = self._whole(key).with_below(spots)
        return found

    def listed(self, key: str, keep: Callable[[Any], bool] = lambda _: True) -> tuple[Any, ...]:
        """Return entries with ids: of those under the overlay the ones to keep, then its own."""
        old = self._entries_under(key)
        return self._as_list(key, [*(each for each in old if keep(each[0])), *self._new(key, old)])

    def tests(self) -> tuple[shapes.PersonaTest, ...]:
        """Return the tests under the overlay as far as they fit what is on offer, then its own."""
        gone = frozenset(rule.id for rule in self.under.catalogue.pathways.rules if self.off.has_rule(rule))
        old = self._entries_under("tests")
        fitting = (_fitting_test(test, spot, self.off, gone) for test, spot in old)
        return self._as_list("tests", [*filter(None, fitting), *self._new("tests", old)])

    def next_steps(self) -> tuple[shapes.NextStep, ...]:
        """Return the next steps with the overlay's activities in them, and without what is switched off."""
        added = self.overlay.model.activities or {}
        entries = self._entries_under("next_steps")
        known = [step.id for step, _ in entries]
        for id in added:
            if id not in known:
                place = self.overlay.tree.key_place(("activities", id))
                message = f'There is no next step "{id}".'
                self.problems.append(Problem(place, "NP123", message, did_you_mean(id, known)))
        return self._as_list("next_steps", [self._with_activities(step, spot) for step, spot in entries])

    def _with_activities(self, step: shapes.NextStep, spot: Spot) -> Entry:
        """Return a step: local activities, those of earlier overlays first, and then what everybody has."""
        whole = spot.below["activities"]
        old = _entries(step.activities, whole)
        new = (self.overlay.model.activities or {}).get(step.id, ())
        own = self.overlay.tree.root.follow(("activities", step.id))
        added = self._added("activities", old, _entries(new, own))
        kept = [entry for entry in old if not self.off.has_activity(step.id, entry[0].id)]
        local = [entry for entry in kept if entry[0].added_by is not None]
        entries = [*local, *added, *(entry for entry in kept if entry[0].added_by is None)]
        below = {**spot.below, "activities": whole.with_items(each for _, each in entries)}
        return replace(step, activities=tuple(one for one, _ in entries)), spot.with_below(below)

    def local(self) -> tuple[shapes.Local, ...]:
        """Return who is near the teacher: one more where the overlay has anything to say of that."""
        model, old = self.overlay.model, self.under.catalogue.pathways.local
        if not (model.partners or model.contacts or model.events):
            return old
        root = self.overlay.tree.root
        near = {key: getattr(model, key) for key in ("partners", "contacts", "events")}
        one = shapes.Local(**asdict(model.about), **near)
        return self._as_list("local", [*self._entries_under("local"), (one, root)])

    def _whole(self, key: str) -> Spot:
        """Return where a key at the top stands: in the file below, or else in the overlay."""
        return self.under.pathways.root.below.get(key) or self.overlay.tree.root.follow((key,))

    def _entries_under(self, key: str) -> list[Entry]:
        return _entries(getattr(self.under.catalogue.pathways, key), self.under.pathways.root.follow((key,)))

    def _new(self, key: str, old: list[Entry]) -> list[Entry]:
        new = _entries(getattr(self.overlay.model, key), self.overlay.tree.root.follow((key,)))
        new = _asked(new, self.under.catalogue.npqs) if key == "questions" else new
        return self._added(key, old, new)

    def _added(self, key: str, old: list[Entry], new: list[Entry]) -> list[Entry]:
        """Return the entries of the overlay whose ids nothing under it has."""
        taken = {entry.id: spot for entry, spot in reversed(old)}
        found: list[Entry] = []
        for entry, spot in new:
            if entry.id in taken:
                self._clash(key, entry.id, spot.follow(("id",)).place, taken[entry.id].follow(("id",)).place)
            elif "added_by" in type(entry).__dataclass_fields__:
                found.append((replace(entry, added_by=self.overlay.model.about.name), spot))
            else:
                found.append((entry, spot))
        return found

    def _as_list(self, key: str, entries: list[Entry]) -> tuple[Any, ...]:
        self.spots[key] = self._whole(key).with_items(spot for _, spot in entries)
        return tuple(entry for entry, _ in entries)

    def _place_of_name(self, key: str, name: str) -> Place | None:
        """Return where the data set has something with this name already."""
        for tree in (self.under.pathways, self.under.qualifications):
            taken = tree.root.below.get(key)
            if taken is not None and name in taken.below:
                return taken.below[name].key_place
        return None

    def _clash(self, key: str, id: str, place: Place, taken: Place) -> None:
        message = f'The id "{id}" is taken: {taken.in_words} has it.'
        hint = "Choose another id."
        if key in ("rules", "activities"):
            hint += " To have yours and not the other, name the other under `switch_off`."
        self.problems.append(Problem(place, "NP161", message, hint))
        self.left_out.add(id)


def _entries(values: Sequence[Any], spot: Spot) -> list[Entry]:
    """Return the items of a list, each with its spot below that of the list."""
    return [(value, spot.below[index]) for index, value in enumerate(values)]
