"""The compiled rules: one diagram that holds every rule, so that all advice comes from one place."""

from __future__ import annotations

from dataclasses import dataclass, field

from npqpath.advice.rulebook import Rulebook, read_funding, read_rulebook
from npqpath.catalogue.catalogue import Catalogue
from npqpath.catalogue.pathways import CanChange, Strength
from npqpath.catalogue.qualifications import Cohort
from npqpath.logic.diagram import EVERYBODY, Diagram
from npqpath.logic.space import Compiler, Space

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
    compiler: Compiler
    funding: dict[tuple[str, str], tuple[tuple[int, int], ...]] = field(default_factory=dict)
    tests: dict[str, dict[str, dict[int, int]]] = field(default_factory=dict)
    split: dict[int, tuple[int, int]] = field(default_factory=dict)
    gathered: dict[tuple[str, Strength], int] = field(default_factory=dict)
    numbered: dict[str, tuple[int, ...]] = field(default_factory=dict)
    suggested_ids: tuple[str, ...] | None = None
    changing: dict[tuple[int, int], CanChange] = field(default_factory=dict)

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
        found: dict[str, dict[int, int]] = {id: {} for id in cohort.offers}
        for number, ids, test in read_funding(self.catalogue, cohort):
            node = self.compiler.node(test)
            for id in ids:
                found[id][number] = node
        return found


def compile_rules(catalogue: Catalogue, rulebook: Rulebook | None = None) -> CompiledRules:
    """Return the compiled rules of a data set whose conditions have no faults."""
    book = rulebook or read_rulebook(catalogue)
    space = Space(catalogue.pathways.questions, book.limits)
    return compile_in(catalogue, book, space, Diagram(space.sizes))


def compile_in(catalogue: Catalogue, book: Rulebook, space: Space, diagram: Diagram) -> CompiledRules:
    """Return the compiled rules over a space that has all questions and thresholds of the data set."""
    compiler = Compiler(space, diagram, book.terms)
    for question, test in book.asks.items():
        compiler.ask(question, test)
    impossible = tuple(compiler.node(test) for test in book.impossible)
    return CompiledRules(
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
        compiler=compiler,
    )
