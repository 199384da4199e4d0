"""The compiled rules: one diagram that holds every rule, so that all advice comes from one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import CanChange, Strength
from npqpath.dataset.qualifications import Cohort, FundingRow
from npqpath.rules.answer_space import Compiler, Space
from npqpath.rules.conditions import THIS, ConditionReader, Not, Test, every, thresholds
from npqpath.rules.decision_diagram import EVERYBODY, Diagram


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the conditions of a data set mean."""

    terms: dict[str, Test]
    asks: dict[str, Test]
    impossible: tuple[Test, ...]
    rules: tuple[Test, ...]
    promises: tuple[Test, ...]
    deadlines: tuple[Test, ...]
    posts: dict[str, Test]
    goals: dict[str, Test]
    activities: dict[tuple[str, str], Test]
    limits: dict[str, tuple[int, ...]]


def read_rulebook(catalogue: Catalogue) -> Rulebook:
    """Return the conditions of `pathways.yaml`, which have no mistakes: validation has looked for them."""
    book = catalogue.pathways
    reader = _reader(catalogue)

    def condition(when: object, unless: object = None) -> Test:
        return _condition(reader, when, unless)

    terms = {name: condition(raw) for name, raw in book.terms.items()}
    asks = {question.id: condition(question.ask_if) for question in book.questions}
    rules = tuple(condition(rule.when, rule.unless) for rule in book.rules)
    impossible = tuple(condition(each.when) for each in book.impossible)
    promises = tuple(condition(each.when, each.unless) for each in book.promises)
    deadlines = tuple(condition(each.when) for each in book.deadlines)
    every_post = [post for track in book.tracks for post in track.posts]
    posts = {post.id: condition(post.when) for post in every_post if post.when is not None}
    goals = {post.id: condition(post.sought_by) for post in every_post if post.sought_by is not None}
    activities = {
        (step.id, activity.id): condition(activity.when)
        for step in book.next_steps
        for activity in step.activities
        if activity.when is not None
    }
    tests = [
        *terms.values(),
        *asks.values(),
        *rules,
        *impossible,
        *promises,
        *deadlines,
        *posts.values(),
        *goals.values(),
        *activities.values(),
    ]
    tests += [test for cohort in catalogue.qualifications.cohorts for test in _any_use(catalogue, cohort)]
    return Rulebook(
        terms=terms,
        asks=asks,
        impossible=impossible,
        rules=rules,
        promises=promises,
        deadlines=deadlines,
        posts=posts,
        goals=goals,
        activities=activities,
        limits=thresholds(tests),
    )


def read_funding(catalogue: Catalogue, cohort: Cohort) -> Iterator[tuple[int, tuple[str, ...], Test]]:
    """Yield the rows of a cohort's funding table: the number, the qualifications it is about, the condition.

    A row whose condition names "this" comes once for each of its qualifications.
    """
    reader = _reader(catalogue)
    for number, row in enumerate(cohort.funding):
        about = row.only_for or cohort.offers
        for ids in [(id,) for id in about] if _names_this(row) else [about]:
            yield number, ids, _condition(reader, row.when, row.unless, ids[0])


def _names_this(row: FundingRow) -> bool:
    """Return whether a row may mean other people for each qualification."""
    return THIS in f"{row.when} {row.unless}"


def _any_use(catalogue: Catalogue, cohort: Cohort) -> Iterator[Test]:
    reader = _reader(catalogue)
    for row in cohort.funding:
        this = (row.only_for or cohort.offers)[0]
        yield _condition(reader, row.when, row.unless, this)


def _reader(catalogue: Catalogue) -> ConditionReader:
    return ConditionReader(catalogue.pathways.questions, frozenset(catalogue.pathways.terms))


def _condition(reader: ConditionReader, when: object, unless: object, this: str | None = None) -> Test:
    """Return what an entry's `when` and `unless` mean; `this` is what the word stands for in a table."""
    test = reader.read(when, (), this)
    return test if unless is None else every([test, Not(reader.read(unless, (), this))])


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
