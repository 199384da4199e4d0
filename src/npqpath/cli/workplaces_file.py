"""Where the workplaces file is, and what it adds to answers and to the questions.

Without such a file nothing of the package `workplaces` is loaded.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.errors import UsageError, UserError
from npqpath.workplaces import FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.console import Context
    from npqpath.rules.question_kinds import AnswerValue
    from npqpath.wizard.interview import LookUp
    from npqpath.wizard.prompter import Prompter
    from npqpath.workplaces.store import Workplaces


NO_FILE = "There are no workplaces to search yet."
NO_FILE_HINT = (
    "Download the register of schools and the lists of eligible settings, and read them in with "
    "`npqpath workplaces import FILE...`."
)


def workplaces_file(folders: Sequence[Path], context: Context) -> Path | None:
    """Return the workplaces file of the last folder that has one, or the person's own; None without any."""
    named = [Path(each) for each in context.env.get("NPQPATH_DATA", "").split(os.pathsep) if each]
    places = (folder / FILE for folder in (*reversed(list(folders) or named), context.data_folder()))
    return next((path for path in places if path.is_file()), None)


def open_workplaces(folders: Sequence[Path], context: Context) -> Workplaces:
    """Return the workplaces file. Raises `UserError` where there is none or it cannot be read."""
    from npqpath.workplaces.store import open_file

    path = workplaces_file(folders, context)
    if path is None:
        raise UserError(NO_FILE, NO_FILE_HINT)
    if path.parent != context.data_folder() and not path.resolve().is_relative_to(path.parent.resolve()):
        message = f"{path} is a link that leads out of the folder of the overlay."
        raise UserError(message, "Put the file itself here.")
    return open_file(path)


def look_up_in(
    core: CompiledRules, folders: Sequence[Path], context: Context, prompter: Prompter
) -> LookUp | None:
    """Return what looks the workplace up while questions are asked, or None without a workplaces file."""
    if workplaces_file(folders, context) is None:
        return None
    from npqpath.wizard.workplace_search import WorkplaceSearch

    def open_file() -> Workplaces | None:
        try:
            return open_workplaces(folders, context)
        except UserError as error:
            prompter.say(f"{error.message} The questions go on without it. {error.hint or ''}".rstrip())
            return None

    return WorkplaceSearch(core, prompter, open_file)


def with_workplace(
    core: CompiledRules,
    answers: dict[str, AnswerValue],
    number: str,
    folders: Sequence[Path],
    context: Context,
) -> dict[str, AnswerValue]:
    """Return the answers with what the lists say about the place with this URN or UKPRN.

    What was answered already stays. Raises `UsageError` for a number that no place has.
    """
    from npqpath.wizard.workplace_search import answers_that_fit
    from npqpath.workplaces.answers import answers_about
    from npqpath.workplaces.search import find, nothing_found

    if not (number.isascii() and number.isdigit()):
        raise UsageError(
            f'"{number}" is not the number of a workplace.',
            "Give its URN: --set workplace=123456. `npqpath workplaces find NAME` tells it.",
        )
    workplaces = open_workplaces(folders, context)
    places = find(workplaces, number)
    if not places:
        raise UsageError(nothing_found(workplaces, number))
    found = answers_about(places[0], workplaces.lists)
    fitting = {**answers_that_fit(core, answers, found), **answers}
    context.stderr.write(f"{places[0].name}:\n")
    for each in found:
        if each.question in fitting and each.question not in answers:
            context.stderr.write(f"- {each.because}\n")
    return {each.id: fitting[each.id] for each in core.catalogue.pathways.questions if each.id in fitting}
