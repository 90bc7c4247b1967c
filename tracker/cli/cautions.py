"""What a person's answers leave of a routine, said before it begins."""

import click

from tracker.cli.context import CommandContext, say
from tracker.core.facts.routines import Routine
from tracker.core.points.guard import FlagAnswer, Override, answers_of
from tracker.core.session.plan import Plan
from tracker.core.session.routine_plan import TYPED, plan_of


def plan_for(context: CommandContext, routine: Routine) -> tuple[Plan, str | None]:
    """The plan of a routine as the guard lets it through, and the id a record names.

    What is left out, and why, is said. Raises ClickException when nothing is left.
    """
    journal, library = context.journal, context.library
    answers = answers_of(journal.facts(FlagAnswer))
    guarded = library.guard.guarded(routine, library.find, answers, journal.facts(Override))
    for held in dict.fromkeys((each.step.point, each.cautions) for each in guarded.held_back):
        point, cautions = held
        say(f"{point} is left out, {cautions[0].severity.words}: {cautions[0].reason}")
    for point, caution in guarded.cautions:
        say(f"{point}, {caution.severity.words}: {caution.reason}")
    if guarded.routine is None:
        raise click.ClickException(f"{routine.name}: nothing of it is left; see 'tsubo flags'")
    named = None if routine.id == TYPED else routine.id
    return plan_of(guarded.routine, library.find), named
