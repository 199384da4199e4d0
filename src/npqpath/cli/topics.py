"""`npqpath help TOPIC`: how rules and files of answers are written."""

from __future__ import annotations

from npqpath.dataset.near_miss import did_you_mean
from npqpath.errors import UsageError

RULES = """\
How rules are written in pathways.yaml

A rule suggests something to the people that its condition describes:

  - id: senior-leaders
    suggest: npqsl
    strength: strong                 # must, strong or worth-considering
    when:
      is: [senior_leader]            # a name from `terms`
      aim: lead-across-school
    unless: {npqs: {any of: [npqsl, npqh]}}
    because: You have, or soon will have, duties across the whole school.
    sources: [gov-npqsl]

- Questions in a map must all match.
- Answers in a list are alternatives: any of them will do.
- `unless` switches the rule off.
- `any of:` takes a list of maps of which one must match. Nothing nests deeper:
  give a condition that you need twice a name under `terms`, and use it with `is:`.
- Tick boxes: `any of`, `all of`, `none of`, `at least 2 of`, each with a list.
- Numbers: `2 or more`, `under 5`, `3 to 5`.
- NPQs: the same words (completed, studying and starting-soon all count), or
  a status for each: {npqh: [completed, studying]}.
- `holds_from` and `holds_until` give the first and the last day of a rule. Out of
  its days it suggests nothing.
- All rules that match count, best first: must, strong, worth-considering, then
  the order of the file. Funding tables: the first row that matches decides.

`npqpath questions` lists the questions and answers that rules can use.
`npqpath validate` proves that nobody is left without advice."""

ANSWERS = """\
How a file of answers is written

One question a line, in YAML or JSON; `npqpath questions` lists all ids:

  role: pastoral-lead
  setting: school
  workplace_type: academy converter     # names of the national register work too
  aim: lead-area
  focus: behaviour
  teaching_years: 6
  npqs: {npqlt: completed}
  awards: [qts]
  on_schools_disadvantage_list: not-sure

What you leave out counts as not sure, and the plan says what hangs on it.
Use it with `npqpath advise --answers FILE`. One answer more, or another one:
`--set aim=headship`."""

LIST = "`npqpath help rules` and `npqpath help answers` explain more; `npqpath --help` lists commands."
TOPICS = {"rules": RULES, "answers": ANSWERS}


def text_on(topic: str | None) -> str:
    """Return a topic, or the list of topics. Raises `UsageError` for one that does not exist."""
    if topic is None:
        return LIST
    if topic not in TOPICS:
        raise UsageError(f'There is no topic "{topic}".', did_you_mean(topic, list(TOPICS)))
    return TOPICS[topic]
