"""Finds a record, check or reminder by its id, or by the end of the id that lists show."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import click

if TYPE_CHECKING:
    from tracker.cli.context import CommandContext
    from tracker.core.facts.sessions import Practice

_LEAST: Final = 4
_SHOWN: Final = 5


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Fact = TypeVar("Fact", bound=_HasId)


def end_of(id: str) -> str:
    """The last five characters of an id, which lists show and commands accept."""
    return id[-_SHOWN:]


def by_id(facts: Iterable[Fact], key: str, noun: str, listed_by: str) -> Fact:
    """The fact whose id is ``key`` or ends with it, in any case.

    ``noun`` is the word for such a fact, ``listed_by`` the command that lists them. Raises
    UsageError if the key is shorter than four characters, ClickException unless one id matches.
    """
    end = key.strip().upper()
    if len(end) < _LEAST:
        raise click.UsageError(
            f"“{key}”: too short; give at least the last {_LEAST} characters of the id"
        )
    found = [fact for fact in facts if fact.id.endswith(end)]
    if not found:
        raise click.ClickException(
            f"“{key}”: no {noun}'s id ends like this; '{listed_by}' lists them"
        )
    if len(found) > 1:
        raise click.ClickException(f"“{key}”: {len(found)} {noun}s match; give more of the id")
    return found[0]


def record_by_id(context: "CommandContext", key: str) -> "Practice":
    """The record whose id is ``key`` or ends with it; raises like ``by_id``."""
    from tracker.core.facts.sessions import Kind
    from tracker.core.facts.ulid import is_ulid

    whole = key.strip().upper()
    if is_ulid(whole) and (record := context.journal.practice(whole)) is not None:
        return record  # without reading every year
    every = (record for kind in Kind for record in context.journal.newest(kind))
    return by_id(every, key, "record", "tsubo history")
