"""The one fact that is meant by the end of an id, as lists show it."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

import click


class _Named(Protocol):
    @property
    def id(self) -> str: ...


One = TypeVar("One", bound=_Named)


def by_end(found: Iterable[One], key: str, word: str, listed_by: str) -> One:
    """The one whose id ends so; ``word`` is what each of them is.

    Raises ClickException when there is none, or more than one.
    """
    ending = key.strip().upper()
    meant = [each for each in found if each.id.endswith(ending)]
    if len(meant) != 1 or not ending:
        many = f"{len(meant)} {word}s end" if meant else f"no {word} ends"
        raise click.ClickException(f"{key}: {many} so; '{listed_by}' lists them")
    return meant[0]
