"""Crash report for the developers: where it happened, and nothing that the person wrote."""

import platform
import traceback
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from rich.console import RenderableType
from rich.traceback import Traceback


def crash_report(error: BaseException | None, shown: Sequence[RenderableType] = ()) -> str:
    """The versions, then the traceback of each error, causes first.

    Local variables and messages are left out, because both can quote a note. ``shown`` is Textual's
    own report; only the places in the code of its tracebacks are used.
    """
    programs = ", ".join(f"{name} {version(name)}" for name in ("tsubo", "textual"))
    parts = [f"{programs}, Python {platform.python_version()}, {platform.system()}"]
    parts += [_places(each) for each in _chain(error)]
    parts += [place for each in shown for place in _shown_places(each)]
    return "\n\n".join(parts) + "\n"


def _chain(error: BaseException | None) -> Sequence[BaseException]:
    """The error and those that led to it, oldest first."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.insert(0, error)
        error = error.__cause__ or error.__context__
    return chain


def _places(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return "".join(traceback.format_tb(error.__traceback__)) + name


def _shown_places(shown: RenderableType) -> Iterator[str]:
    if isinstance(shown, Traceback):
        for stack in shown.trace.stacks:
            places = [f"  {at.filename}, line {at.lineno}, in {at.name}" for at in stack.frames]
            yield "\n".join([*places, stack.exc_type])
