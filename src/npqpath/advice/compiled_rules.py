"""The compiled rules: one diagram that holds every rule, so that all advice comes from one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from npqpath.dataset.catalogue import Catalogue
from npqpath.dataset.pathways import CanChange, Likely, Rule, Strength
from npqpath.dataset.qualifications import Cohort
from npqpath.rules.answer_space import Compiler, Space
from npqpath.rules.conditions import THIS, ConditionReader, Not, Test, every, names_in
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What the conditions of a data set mean."""

    terms: dict[str, Test]
    asks: dict[str, Test]
    wizard_asks: dict[str, Test]
    impossible: tuple[Test, ...]
    rules: tuple[Test, ...]
    promises: tuple[Test, ...]
    deadlines: tuple[Test, ...]
    likely: tuple[Test, ...]
    posts: dict[str, Test]
    goals: dict[str, Test]
    activities: dict[tuple[str, str], Test]
    open_to: dict[tuple[str, ...], Test]
    limits: dict[str, tuple[int, ...]]


def read_rulebook(catalogue: Catalogue) -> Rulebook:
    """Return the conditions of `pathways.yaml`, which have no mistakes: validation has looked for them."""
    book, reader = catalogue.pathways, reader_of(catalogue)

    def read(when: object, unless: object = None) -> Test:
        return _condition(reader, when, unless)

    settled: dict[tuple[str, bool], list[Test]] = {}
    for rule in book.rules:
        if (key := (rule.suggest, rule.also_if_settled)) not in settled:
            settled[key] = list(unless_settled(catalogue, rule, reader).values())
    posts = [post for track in book.tracks for post in track.posts]
    activities = [(step.id, activity) for step in book.next_steps for activity in step.activities]
    rulebook = Rulebook(
        terms={name: read(raw) for name, raw in book.terms.items()},
        asks={question.id: read(question.ask_if) for question in book.questions},
        wizard_asks={one.id: read(one.wizard_asks_if) for one in book.questions if one.wizard_asks_if},
        impossible=tuple(read(each.when) for each in book.impossible),
        rules=tuple(
            every([read(rule.when, rule.unless), *settled[rule.suggest, rule.also_if_settled]])
            for rule in book.rules
        ),
        promises=tuple(read(each.when, each.unless) for each in book.promises),
        deadlines=tuple(read(each.when) for each in book.deadlines),
        likely=tuple(read(each.when) for each in book.likely),
        posts={post.id: read(post.when) for post in posts if post.when is not None},
        goals={post.id: read(post.sought_by) for post in posts if post.sought_by is not None},
        activities={(step, each.id): read(each.when) for step, each in activities if each.when is not None},
        open_to={
            **{(post.id,): read(post.open_to) for post in posts if post.open_to is not None},
            **{(each.start, each.to): read(each.open_to) for each in book.moves if each.open_to is not None},
        },
        limits={},
    )
    numbers = [question.id for question in book.questions if question.kind == "number"]
    for cohort in catalogue.qualifications.cohorts:
        for row in cohort.funding:
            # Only for the thresholds: the tables are read when they are asked for.
            if any(id in f"{row.when} {row.unless}" for id in numbers):
                _condition(reader, row.when, row.unless, (row.only_for or cohort.offers)[0])
    return replace(rulebook, limits=reader.thresholds())


def read_funding(catalogue: Catalogue, cohort: Cohort) -> Iterator[tuple[int, tuple[str, ...], Test]]:
    """Yield the rows of a cohort's funding table: the number, the qualifications it is about, the condition.

    A row whose condition names "this" may mean other people for each of its qualifications, and comes once
    for each.
    """
    reader = reader_of(catalogue)
    for number, row in enumerate(cohort.funding):
        about = row.only_for or cohort.offers
        for ids in [(id,) for id in about] if THIS in f"{row.when} {row.unless}" else [about]:
            yield number, ids, _condition(reader, row.when, row.unless, ids[0])


def reader_of(catalogue: Catalogue) -> ConditionReader:
    """Return what reads the conditions of a data set."""
    book = catalogue.pathways
    return ConditionReader(book.questions, frozenset(book.terms), npqs=catalogue.npqs)


def unless_settled(catalogue: Catalogue, rule: Rule, reader: ConditionReader) -> dict[str, Test]:
    """Return the tests that are not in a rule and hold for whomever it reaches, by the field that says so.

    Nobody is told to take what they have or are on, and nobody what is settled for them, save where the rule
    says that it is for them too.
    """
    found: dict[str, Test] = {}
    for question in catalogue.pathways.questions:
        if question.kind == "npqs" and rule.suggest in question.of:
            found["id"] = Not(reader.read({question.id: {"any of": [rule.suggest]}}, ()))
    qualification = catalogue.qualifications_by_id.get(rule.suggest)
    if qualification is not None and qualification.settled_by is not None and not rule.also_if_settled:
        found["settled_by"] = Not(reader.read(qualification.settled_by, ()))
    return found


def _condition(reader: ConditionReader, when: object, unless: object, this: str | None = None) -> Test:
    """Return what an entry's `when` and `unless` mean; `this` is what the word stands for in a table."""
    test = reader.read(when, (), this)
    return test if unless is None else every([test, Not(reader.read(unless, (), this))])


STRENGTHS: tuple[Strength, ...] = ("must", "strong", "worth-considering")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that rules suggest, and to whom: one node for each of `STRENGTHS`, one for each of its rules.

    The node of a strength has those who get it at a greater one too. `rules` are the numbers of the rules in
    the data, the strongest first.
    """

    id: str
    strengths: tuple[int, ...]
    rules: tuple[int, ...]
    nodes: tuple[int, ...]

    @property
    def suggested(self) -> int:
        """Everybody to whom it is suggested, however strongly."""
        return self.strengths[-1]


@dataclass(eq=False)
class CompiledRules:
    """Nodes of one diagram for everything that the data says about people.

    `possible` are the people who can exist, `impossible` the others, one node a reason; `rules` follow
    the order of the data; `asked` says who is asked each question, and `wizard_asks` whom the wizard troubles
    with it; `likely` are people with what they would mostly answer. `open_to` has who could be in a post, by
    its id alone, and who could make a move, by both ids. `compiler` is there for the funding tables, which
    are compiled when they are asked for.
    """

    # No slots: `cached_property` keeps the offers.

    catalogue: Catalogue
    space: Space
    diagram: Diagram
    possible: int
    impossible: tuple[int, ...]
    asked: dict[str, int]
    wizard_asks: dict[str, int]
    rules: tuple[int, ...]
    deadlines: tuple[int, ...]
    likely: tuple[tuple[int, dict[str, tuple[str, ...]]], ...]
    posts: dict[str, int]
    goals: dict[str, int]
    activities: dict[tuple[str, str], int]
    open_to: dict[tuple[str, ...], int]
    compiler: Compiler
    _funding: dict[tuple[str, str], tuple[tuple[int, int], ...]] = field(init=False, default_factory=dict)
    _tests: dict[str, dict[str, dict[int, int]]] = field(init=False, default_factory=dict)
    _sides: dict[int, tuple[int, int]] = field(init=False, default_factory=dict)

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """What the rules suggest, by id, in the order in which they first name it."""
        ids = dict.fromkeys(rule.suggest for rule in self.catalogue.pathways.rules)
        return {id: self.offer(id) for id in ids}

    def offer(self, id: str) -> Offer:
        """Return one of `offers`, made anew: all of them take longest when the program starts."""
        rules = self.catalogue.pathways.rules
        own_rules = (number for number, rule in enumerate(rules) if rule.suggest == id)
        numbers = sorted(own_rules, key=lambda one: STRENGTHS.index(rules[one].strength))
        strengths, suggested = [], NOBODY
        for strength in STRENGTHS:
            own = (self.rules[at] for at in numbers if rules[at].strength == strength)
            suggested = self.diagram.any_of((suggested, *own))
            strengths.append(suggested)
        return Offer(id, tuple(strengths), tuple(numbers), tuple(self.rules[at] for at in numbers))

    def suggested(self, id: str, strength: Strength = "worth-considering") -> int:
        """Return the people who get a suggestion at this strength or a greater one."""
        offer = self.offers.get(id)
        return NOBODY if offer is None else offer.strengths[STRENGTHS.index(strength)]

    def can_become(self, level: int, value: int) -> CanChange:
        """Return whether somebody could come to have this value: as its answer says, or the question."""
        variable = self.space.variables[level]
        question = self.catalogue.question(variable.question)
        id = variable.part or variable.values[value]
        own = next((answer.can_change for answer in question.answers if answer.id == id), None)
        return own or question.can_change

    def sides(self, node: int) -> tuple[int, int]:
        """Return the possible people in `node`, and the possible people outside it."""
        if node not in self._sides:
            outside = self.diagram.both(self.possible, self.diagram.negate(node))
            self._sides[node] = (self.diagram.both(self.possible, node), outside)
        return self._sides[node]

    def funding_rows(self, cohort_id: str, qualification: str) -> tuple[tuple[int, int], ...]:
        """Return pairs: the number of a row in the cohort's table, and whom it is the first to match.

        A row with `needs` decides nothing, so it takes nobody away from the rows below it; its node
        is everybody whom it stops until the question is answered.
        """
        key = (cohort_id, qualification)
        if key not in self._funding:
            table, unmatched, rows = self.catalogue.cohort(cohort_id).funding, EVERYBODY, []
            for number, node in self.funding_tests(cohort_id, qualification).items():
                rows.append((number, self.diagram.both(unmatched, node)))
                if not table[number].needs:
                    unmatched = self.diagram.both(unmatched, self.diagram.negate(node))
            self._funding[key] = tuple(rows)
        return self._funding[key]

    def funding_tests(self, cohort_id: str, qualification: str) -> dict[int, int]:
        """Return by the number of a row in the cohort's table all people whom the row is about."""
        if cohort_id not in self._tests:
            cohort = self.catalogue.cohort(cohort_id)
            tests = self._tests[cohort_id] = {id: {} for id in cohort.offers}
            for number, ids, test in read_funding(self.catalogue, cohort):
                node = self.compiler.node(test)
                for id in ids:
                    tests[id][number] = node
        return self._tests[cohort_id][qualification]


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
        wizard_asks={id: compiler.node(test) for id, test in book.wizard_asks.items()},
        rules=tuple(compiler.node(test) for test in book.rules),
        deadlines=tuple(compiler.node(test) for test in book.deadlines),
        likely=tuple(
            (compiler.node(test), _likely(catalogue, entry))
            for test, entry in zip(book.likely, catalogue.pathways.likely, strict=True)
        ),
        posts={post: compiler.node(test) for post, test in book.posts.items()},
        goals={post: compiler.node(test) for post, test in book.goals.items()},
        activities={key: compiler.node(test) for key, test in book.activities.items()},
        open_to={posts: compiler.node(test) for posts, test in book.open_to.items()},
        compiler=compiler,
    )


def _likely(catalogue: Catalogue, entry: Likely) -> dict[str, tuple[str, ...]]:
    """Return what people would answer to questions with one answer, the likeliest first."""
    questions = (each.id for each in catalogue.pathways.questions if each.kind == "one")
    return {id: tuple(names_in(entry.would_answer[id])) for id in questions if id in entry.would_answer}
