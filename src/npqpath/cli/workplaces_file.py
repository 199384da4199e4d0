"""Where the workplaces file is, and what it adds to answers and to the questions.

Without such a file nothing of the package `workplaces` is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npqpath.cli.options import Request
from npqpath.console import remark
from npqpath.errors import UsageError, UserError
from npqpath.workplaces import FILE

if TYPE_CHECKING:
    from npqpath.advice.compiled_rules import CompiledRules
    from npqpath.rules.question_kinds import AnswerValue
    from npqpath.wizard.interview import LookUp
    from npqpath.wizard.prompter import Prompter
    from npqpath.workplaces.store import Workplaces


NO_FILE = "There are no workplaces to search yet."
NO_FILE_HINT = (
    "Download the register of schools and the lists of eligible settings, and read them in with "
    "`npqpath workplaces import FILE...`."
)


def workplaces_file(request: Request) -> Path | None:
    """Return the workplaces file of the last folder that has one, or the person's own; None without any."""
    places = (folder / FILE for folder in (*reversed(request.data), request.context.data_folder()))
    return next((path for path in places if path.is_file()), None)


def open_workplaces(request: Request) -> Workplaces:
    """Return the workplaces file. Raises `UserError` where there is none or it cannot be read."""
    from npqpath.workplaces.store import open_file

    path = workplaces_file(request)
    if path is None:
        raise UserError(NO_FILE, NO_FILE_HINT)
    is_own = path.parent == request.context.data_folder()
    if not is_own and not path.resolve().is_relative_to(path.parent.resolve()):
        message = f"{path} is a link that leads out of the folder of the overlay."
        raise UserError(message, "Put the file itself here.")
    return open_file(path)


def look_up_in(core: CompiledRules, request: Request, prompter: Prompter) -> LookUp | None:
    """Return what looks the workplace up while questions are asked, or None without a workplaces file."""
    if workplaces_file(request) is None:
        return None
    from npqpath.wizard.workplace_search import WorkplaceSearch

    def open_file() -> Workplaces | None:
        try:
            return open_workplaces(request)
        except UserError as error:
            prompter.say(f"{error.message} The questions go on without it. {error.hint or ''}".rstrip())
            return None

    return WorkplaceSearch(core, prompter, open_file)


def with_workplace(
    core: CompiledRules, answers: dict[str, AnswerValue], number: str, request: Request
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
    workplaces = open_workplaces(request)
    places = find(workplaces, number)
    if not places:
        raise UsageError(nothing_found(workplaces, number))
    found = answers_about(places[0], workplaces.lists)
    fitting = {**answers_that_fit(core, answers, found), **answers}
    remark(f"{places[0].name}:", request.context)
    for each in found:
        if each.question in fitting and each.question not in answers:
            remark(f"- {each.because}", request.context)
    return {each.id: fitting[each.id] for each in core.catalogue.pathways.questions if each.id in fitting}
