"""Print how many questions a full plan takes, over all possible people, beside the lower bound."""

from __future__ import annotations

import random
import sys

from npqpath.advice.core import compile_rules
from npqpath.advice.goals import plan_goal
from npqpath.catalogue.loading import bundled_folder, load
from npqpath.wizard.length import fewest_questions, mean_questions, most_questions, random_sheet

SAMPLE = 200
SEED = 2026


def main() -> int:
    """Print the exact mean and the exact most, and the mean of the lower bound over a sample."""
    core = compile_rules(load(bundled_folder(), None))
    goal = plan_goal(core, core.catalogue.qualifications.cohorts[-1].id)
    chance = random.Random(SEED)
    bounds = [fewest_questions(core, goal, random_sheet(core, chance)) for _ in range(SAMPLE)]
    print("questions for a full plan, over all possible answer sheets (budget: mean 11, most 18)")
    print(f"  mean, exact                              {mean_questions(core, goal):5.2f}")
    print(f"  most that anybody is asked, exact        {most_questions(core, goal):5}")
    print(f"  lower bound for any order, mean of {SAMPLE}   {sum(bounds) / SAMPLE:5.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
