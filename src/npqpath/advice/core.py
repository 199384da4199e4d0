"""The compiled core: one diagram that holds every rule, so that all advice comes from one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from npqpath.advice.rulebook import Rulebook, read_funding, read_rulebook
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import CanChange, Strength
from npqpath.catalogue.qualifications import Cohort
from npqpath.logic.diagram import EVERYBODY, Diagram
from npqpath.logic.keeping import dump, restore
from npqpath.logic.space import Compiler, Space

FORMAT = 6
"""Goes up when the meaning of a dumped core changes, so that an older snapshot is not used."""

STRENGTHS: tuple[Strength, ...] = ("must", "strong", "worth-considering")


@dataclass(slots=True)
class CompiledRules:
    """Nodes of one diagram for everything that the data says about people.

    `possible` are the people who can exist, `impossible` the others, one node a reason; `rules` follow
    the order of the data; `asked` says who is asked each question; `funding` holds, for a cohort and a
    qualification, one node a row with its number in the table: the people for whom that row is the
    first to match; `tests`, `split`, `gathered`, `numbered`, `suggested_ids` and `changing` remember what
    `funding_tests`, `sides`, `suggested`, `rules_for`, `suggestible` and `can_become` returned, and
    `compiler` is there to compile a table that nobody asked for yet.
    """

    catalogue: Catalogue
    space: Space
    diagram: Diagram
    possible: int
    impossible: tuple[int, ...]
    asked: dict[str, int]
    rules: tuple[int, ...]
    deadlines: tuple[int, ...]
    posts: dict[str, int]
    goals: dict[str, int]
    activities: dict[tuple[str, str], int]
    funding: dict[tuple[str, str], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    tests: dict[str, dict[str, dict[int, int]]] = field(default_factory=dict)
    limits: dict[str, tuple[int, ...]] = field(default_factory=dict)
    split: dict[int, tuple[int, int]] = field(default_factory=dict)
    gathered: dict[tuple[str, Strength], int] = field(default_factory=dict)
    numbered: dict[str, tuple[int, ...]] = field(default_factory=dict)
    suggested_ids: tuple[str, ...] | None = None
    changing: dict[tuple[int, int], CanChange] = field(default_factory=dict)
    compiler: Compiler | None = None

    def suggested(self, id: str, strength: Strength = "worth-considering") -> int:
        """Return the people who get a suggestion at this strength or a greater one."""
        found = self.gathered.get((id, strength))
        if found is None:
            enough = STRENGTHS[: STRENGTHS.index(strength) + 1]
            pairs = zip(self.catalogue.pathways.rules, self.rules, strict=True)
            nodes = [node for rule, node in pairs if rule.suggest == id and rule.strength in enough]
            found = self.gathered[id, strength] = self.diagram.any_of(nodes)
        return found

    def rules_for(self, id: str) -> tuple[int, ...]:
        """Return the numbers of the rules that suggest `id`, the strongest first."""
        if id not in self.numbered:
            rules = self.catalogue.pathways.rules
            numbers = [number for number, rule in enumerate(rules) if rule.suggest == id]
            self.numbered[id] = tuple(sorted(numbers, key=lambda one: STRENGTHS.index(rules[one].strength)))
        return self.numbered[id]

    def suggestible(self) -> tuple[str, ...]:
        """Return the ids that some rule suggests, in the order in which the rules first name them."""
        if self.suggested_ids is None:
            rules = self.catalogue.pathways.rules
            self.suggested_ids = tuple(dict.fromkeys(rule.suggest for rule in rules))
        return self.suggested_ids

    def can_become(self, level: int, value: int) -> CanChange:
        """Return whether somebody could come to have this value: as its answer says, or the question."""
        found = self.changing.get((level, value))
        if found is None:
            variable = self.space.variables[level]
            question = self.catalogue.question(variable.question)
            id = variable.part or variable.values[value]
            own = next((answer.can_change for answer in question.answers if answer.id == id), None)
            found = self.changing[level, value] = own or question.can_change
        return found

    def sides(self, node: int) -> tuple[int, int]:
        """Return the possible people in `node`, and the possible people outside it."""
        if node not in self.split:
            outside = self.diagram.both(self.possible, self.diagram.negate(node))
            self.split[node] = (self.diagram.both(self.possible, node), outside)
        return self.split[node]

    def funding_rows(self, cohort_id: str, qualification: str) -> tuple[tuple[int, int], ...]:
        """Return pairs: the number of a row in the cohort's table, and whom it is the first to match.

        A row with `needs` decides nothing, so it takes nobody away from the rows below it; its node
        is everybody whom it stops until the question is answered.
        """
        key = (cohort_id, qualification)
        if key not in self.funding:
            self.funding[key] = self._first_to_match(self.catalogue.cohort(cohort_id), qualification)
        return self.funding[key]

    def funding_tests(self, cohort_id: str, qualification: str) -> dict[int, int]:
        """Return by the number of a row in the cohort's table all people whom the row is about."""
        if cohort_id not in self.tests:
            self.tests[cohort_id] = self._compile_tests(self.catalogue.cohort(cohort_id))
        return self.tests[cohort_id][qualification]

    def _first_to_match(self, cohort: Cohort, qualification: str) -> tuple[tuple[int, int], ...]:
        left, rows = EVERYBODY, []
        for number, node in self.funding_tests(cohort.id, qualification).items():
            rows.append((number, self.diagram.both(left, node)))
            if not cohort.funding[number].needs:
                left = self.diagram.both(left, self.diagram.negate(node))
        return tuple(rows)

    def _compile_tests(self, cohort: Cohort) -> dict[str, dict[int, int]]:
        if self.compiler is None:
            self.compiler = _compiler(read_rulebook(self.catalogue), self.space, self.diagram)
        compiler = self.compiler
        found: dict[str, dict[int, int]] = {id: {} for id in cohort.offers}
        for number, ids, test in read_funding(self.catalogue, cohort):
            node = compiler.node(test)
            for id in ids:
                found[id][number] = node
        return found

    def dump(self) -> dict[str, object]:
        """Return the core as plain data, to keep beside the snapshot of the data; nodes get new numbers."""
        funding = [(*key, rows) for key, rows in self.funding.items()]
        used = [self.possible, *self.impossible, *self.asked.values(), *self.rules, *self.deadlines]
        used += [
            *self.posts.values(),
            *self.goals.values(),
            *self.activities.values(),
            *self.gathered.values(),
        ]
        used += [node for _, _, rows in funding for _, node in rows]
        used += [one for node, sides in self.split.items() for one in (node, *sides)]
        levels, children, now = dump(self.diagram, used)
        return {
            "format": FORMAT,
            "limits": {question: list(numbers) for question, numbers in self.limits.items()},
            "levels": levels,
            "children": children,
            "split": [[now[one] for one in (node, *sides)] for node, sides in self.split.items()],
            "gathered": [[id, strength, now[node]] for (id, strength), node in self.gathered.items()],
            "possible": now[self.possible],
            "impossible": [now[node] for node in self.impossible],
            "asked": {id: now[node] for id, node in self.asked.items()},
            "rules": [now[node] for node in self.rules],
            "deadlines": [now[node] for node in self.deadlines],
            "posts": {id: now[node] for id, node in self.posts.items()},
            "goals": {id: now[node] for id, node in self.goals.items()},
            "activities": [[*key, now[node]] for key, node in self.activities.items()],
            "funding": [
                [cohort, npq, [[row, now[node]] for row, node in rows]] for cohort, npq, rows in funding
            ],
        }


def compile_rules(catalogue: Catalogue, rulebook: Rulebook | None = None) -> CompiledRules:
    """Return the core of a data set whose conditions have no faults."""
    book = rulebook or read_rulebook(catalogue)
    space = Space(catalogue.pathways.questions, book.limits)
    diagram = Diagram(space.sizes)
    compiler = _compiler(book, space, diagram)
    impossible = tuple(compiler.node(test) for test in book.impossible)
    core = CompiledRules(
        catalogue=catalogue,
        space=space,
        diagram=diagram,
        possible=diagram.negate(diagram.any_of(impossible)),
        impossible=impossible,
        asked=compiler.asked,
        rules=tuple(compiler.node(test) for test in book.rules),
        deadlines=tuple(compiler.node(test) for test in book.deadlines),
        posts={post: compiler.node(test) for post, test in book.posts.items()},
        goals={post: compiler.node(test) for post, test in book.goals.items()},
        activities={key: compiler.node(test) for key, test in book.activities.items()},
        limits=book.limits,
        compiler=compiler,
    )
    newest = catalogue.qualifications.cohorts[-1]
    for qualification in newest.offers:
        core.funding_rows(newest.id, qualification)
    return core


def restore_rules(catalogue: Catalogue, kept: Mapping[str, Any]) -> CompiledRules:
    """Return the core that `CompiledRules.dump` was called on, for the same data set."""
    limits = {question: tuple(numbers) for question, numbers in kept["limits"].items()}
    space = Space(catalogue.pathways.questions, limits)
    return CompiledRules(
        catalogue=catalogue,
        space=space,
        diagram=restore(space.sizes, kept["levels"], kept["children"]),
        possible=kept["possible"],
        impossible=tuple(kept["impossible"]),
        asked=kept["asked"],
        rules=tuple(kept["rules"]),
        deadlines=tuple(kept["deadlines"]),
        posts=kept["posts"],
        goals=kept["goals"],
        activities={(step, activity): node for step, activity, node in kept["activities"]},
        funding={
            (cohort, npq): tuple((row, node) for row, node in rows) for cohort, npq, rows in kept["funding"]
        },
        limits=limits,
        split={node: (inside, outside) for node, inside, outside in kept["split"]},
        gathered={(id, strength): node for id, strength, node in kept["gathered"]},
    )


def _compiler(book: Rulebook, space: Space, diagram: Diagram) -> Compiler:
    compiler = Compiler(space, diagram, book.terms)
    for question, test in book.asks.items():
        compiler.ask(question, test)
    return compiler
