"""Records the person's choice to use points or a mat that cautions hold back."""

from collections.abc import Iterable

from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Flag, Override
from tracker.core.text.visible import visible
from tracker.practice.cautions import Cautions
from tracker.practice.context import Context


def override(context: Context, cautions: Cautions, why: str) -> tuple[Override, ...]:
    """The facts to record if the person uses what these cautions hold back.

    Empty if nothing is held back. Raises ValueError if `why` is longer than a note.
    """
    flags: dict[str, dict[Flag, None]] = {}
    for subject, caution in cautions.held_back:
        if caution.flag is not None:
            flags.setdefault(subject, {})[caution.flag] = None
    now = context.now()
    return tuple(
        Override(
            id=ulid(now),
            made=now,
            subject=subject,
            flags=tuple(known),
            why=visible(why.strip(), lines=False),
        )
        for subject, known in flags.items()
    )


def override_label(overrides: Iterable[Override]) -> str:
    """The label of the step that records these choices: `use LI4, SP6 anyway`."""
    return f"use {', '.join(each.subject for each in overrides)} anyway"
