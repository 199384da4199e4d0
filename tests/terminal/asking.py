"""A program that asks one or two questions, to try the prompters on a terminal: the replies go to stdout.

`python asking.py [--plain] NAME...` asks the questions of these names, in this order.
"""

from __future__ import annotations

import json
import sys

from npqpath.cli.answers import open_prompter
from npqpath.console import current_context
from npqpath.errors import Stopped
from npqpath.wizard.prompter import Option, Prompt

PROMPTS = {
    "role": Prompt(
        id="role",
        text="Which of these is nearest to the work you do in your school at the moment?",
        options=(
            Option("early", "Early career teacher in the first two years of teaching"),
            Option(
                "leader",
                "Head of a subject, a year group or a phase",
                "Include acting posts, even for one term",
            ),
            Option("head", "Headteacher"),
            Option("not-sure", "I am not sure"),
        ),
        why="Some courses are only for people who lead others already.",
        remarks=("Question 1, about 5 to go",),
    ),
    "npqs": Prompt(
        id="npqs",
        text="Which NPQs have you completed?",
        options=(
            Option("npqsl", "NPQ for Senior Leadership [npqsl]"),
            Option("npqh", "NPQ for Headship"),
            Option("npqlbc", "NPQ for Leading Behaviour and Culture across a whole school"),
        ),
        several=True,
        can_go_back=True,
        remarks=("Question 2, about 4 to go",),
    ),
    "many": Prompt(
        id="many",
        text="Which one?",
        options=tuple(Option(f"id-{n}", f"Choice number {n}", f"Hint for {n}") for n in range(1, 61)),
    ),
    "earlier": Prompt(
        id="earlier",
        text="Where do you work?",
        options=(Option("school", "A school"), Option("trust", "An academy trust")),
        chosen=("trust",),
        can_go_back=True,
    ),
}


def main(words: list[str]) -> int:
    """Ask, and return 130 where the person stopped and 2 where nobody can be asked."""
    prompter = open_prompter(current_context(), plain="--plain" in words)
    if prompter is None:
        return 2
    replies: list[object] = []
    try:
        for name in words:
            if name in PROMPTS:
                reply = prompter.ask(PROMPTS[name])
                replies.append(reply if reply == "back" else reply.ids)
    except Stopped:
        prompter.say("Stopped, your answers are kept.")
        return 130
    finally:
        print(json.dumps(replies))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
