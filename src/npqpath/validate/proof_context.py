"""What every proof is given: conditions as nodes of the diagram, and how rare a group of people is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from npqpath.advice.compiled_rules import STRENGTHS, compile_rules, read_rulebook
from npqpath.rules.answer_space import Compiler, Space
from npqpath.rules.decision_diagram import EVERYBODY, NOBODY, Diagram
from npqpath.validate.example_person import describe, example_answers
from npqpath.validate.findings import DataSet

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules, Rulebook
    from npqpath.dataset.pathways import Rule
    from npqpath.errors import Place


@dataclass(frozen=True)
class ProofContext(DataSet):
    """A data set whose names are right, with its rules compiled and what several proofs share.

    Every node that the proofs make is in the diagram of the compiled rules.
    """

    @cached_property
    def rulebook(self) -> Rulebook:
        """The conditions, read."""
        return read_rulebook(self.catalogue)

    @cached_property
    def core(self) -> CompiledRules:
        """The compiled rules."""
        return compile_rules(self.catalogue, self.rulebook)

    @property
    def diagram(self) -> Diagram:
        """The diagram of the compiled rules."""
        return self.core.diagram

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the order of the file."""
        return self.catalogue.pathways.rules

    @cached_property
    def compiler(self) -> Compiler:
        """A compiler for further conditions, with the terms and with who is asked what."""
        compiler = Compiler(self.core.space, self.diagram, self.rulebook.terms)
        for question, test in self.rulebook.asks.items():
            compiler.ask(question, test)
        return compiler

    @cached_property
    def order(self) -> dict[int, tuple[int, int]]:
        """For each rule by number its rank: the rule with the lowest is the one whose reason is shown."""
        return {i: (STRENGTHS.index(rule.strength), i) for i, rule in enumerate(self.rules)}

    @cached_property
    def steps(self) -> frozenset[str]:
        """The ids of the steps that are not NPQs."""
        return frozenset(self.catalogue.next_steps_by_id)

    @cached_property
    def sheets(self) -> int:
        """All possible sheets, counting one whose person is not asked a question once, not once an answer."""
        once = each_sheet_once(self.core.space, self.diagram, self.core.asked)
        return self.diagram.both(self.core.possible, once)

    def real(self, node: int) -> int:
        """Return the people in `node` who can exist."""
        return self.diagram.both(node, self.core.possible)

    def is_met(self, node: int) -> bool:
        """Return whether anybody in `node` can exist."""
        return self.diagram.meet(node, self.core.possible)

    def outside(self, node: int, covers: Iterable[int]) -> int:
        """Return the people in `node` who can exist and are in none of `covers`."""
        left = self.real(node)
        for cover in covers:
            if left == NOBODY:
                break
            left = self.diagram.both(left, self.diagram.negate(cover))
        return left

    def fewest(self, node: int, covers: dict[int, int]) -> list[int]:
        """Return few keys of `covers` whose nodes together hold everybody in `node`; none can be spared."""
        left, before = self.real(node), []
        for key, cover in covers.items():
            before.append((key, cover, left))
            left = self.diagram.both(left, self.diagram.negate(cover))
        # From the last to the first: one that nobody needs, given those before it and those kept, goes.
        kept: list[int] = []
        without = EVERYBODY
        for key, cover, remaining in reversed(before):
            if self.diagram.both(remaining, without) != NOBODY:
                kept.append(key)
                without = self.diagram.both(without, self.diagram.negate(cover))
        return kept[::-1]

    def example(self, node: int) -> str:
        """Return one person of `node` in a sentence, with the share of answer sheets that is like that."""
        person = describe(self.core, example_answers(self.core, node))
        return f"{person} {share_in_words(self.diagram.share(node, self.sheets))}"

    def rule_place(self, index: int) -> Place:
        """Return where the id of a rule stands."""
        return self.place("pathways", ("rules", index, "id"))

    def rule_to_blame(self, suggestions: Collection[str]) -> Place | None:
        """Return where the rule stands for which one of these does not come, if only one can be meant."""
        rules = [index for index, rule in enumerate(self.rules) if rule.suggest in suggestions]
        never = [index for index in rules if not self.is_met(self.core.rules[index])]
        meant = never or rules
        return self.rule_place(meant[0]) if len(meant) == 1 else None

    def names(self, rules: Iterable[int]) -> Iterator[str]:
        """Yield rules by name and line, such as "coaching-for-new-heads" (line 812)."""
        for index in rules:
            line = self.line(self.rule_place(index), "pathways")
            yield f'"{self.rules[index].id}" ({line})'


def each_sheet_once(space: Space, diagram: Diagram, asked: dict[str, int]) -> int:
    """Return every answer sheet once: a question that somebody is not asked has its first value in theirs."""
    found = EVERYBODY
    for question, node in reversed(asked.items()):
        blank = diagram.all_of(diagram.choose(level, (0,)) for level in space.levels.get(question, ()))
        found = diagram.both(found, diagram.either(node, blank))
    return found


def share_in_words(share: float) -> str:
    """Return a share of the answer sheets as a sentence. Sheets are not people, so it names them."""
    if share >= 1:
        return "Every possible answer sheet is like this."
    if share >= 0.01:
        return f"About {share:.0%} of all possible answer sheets are like this."
    if share >= 1e-9:
        return f"About 1 in {_round(1 / share):,} possible answer sheets is like this."
    return "Fewer than 1 in 1,000,000,000 possible answer sheets are like this."


def _round(number: float) -> int:
    digits = len(str(int(number)))
    return int(round(number, 2 - digits))
