"""What is said last on a terminal, once a long plan has scrolled its beginning away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from npqpath.advice.plan import Plan
    from npqpath.cli.flags import Asked
    from npqpath.console import Context


_ANSWERS_KEPT = (
    "Your answers stay on this computer. `npqpath plan start` goes on with them and keeps your plan over the "
    "years. `npqpath advise -o plan.html` writes it as a page."
)
_ANSWERS_TYPED = "To keep the plan, add --save to what you typed, or -o plan.html for a page."


def part(plan: Plan, asked: Asked, context: Context) -> None:
    """Say the main things once more, and how to keep the plan."""
    from npqpath.output.text import label, safe, wrapped
    from npqpath.output.views.plan import alarms, main_things

    said = ["In short", *(f"{label(name)} {told}" for name, told in main_things(plan))]
    said += [f"Important: {alarm}" for alarm in alarms(plan)[:1]]
    said.append(_ANSWERS_TYPED if asked.file or asked.given or asked.no_input else _ANSWERS_KEPT)
    lines = [line for words in said for line in wrapped(safe(words), context.width, rest="  ")]
    context.stderr.write("\n" + "\n".join(lines) + "\n")
