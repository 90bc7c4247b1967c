"""Words every refusal of a value: the field, what is wrong, what is allowed.

One function words them all, so that a form, a command and a file answer the same mistake alike.
The allowed values are a ``Span`` of field_checks, one of a few words, or a kind of value.
"""

from typing import NamedTuple, Protocol

from tracker.core.text.visible import quoted, visible


class FieldError(ValueError):
    """A value that its field does not take; the text is for the person."""

    def __init__(self, field: str, words: str) -> None:
        """``field`` is its name in the record, whatever the words call it."""
        super().__init__(words)
        self.field = field


class Allowed(Protocol):
    """The values that a field takes."""

    def refuse(self, found: object) -> str:
        """Say what is wrong with a value, and what would be right; ``None`` means empty."""


class OneOf(NamedTuple):
    """One of these words."""

    choices: tuple[str, ...]
    what: str
    """Description of one choice, such as ``a position``."""

    def refuse(self, found: object) -> str:
        """``“x” is not a position; choose back, neck, seat``."""
        return f"{_is_not(found, self.what)}; choose {', '.join(self.choices)}"


class Expected(NamedTuple):
    """A kind of value, with what to do or an example where its name does not say enough."""

    what: str
    """Such as ``a date``."""
    advice: str = ""
    """Such as ``write 2026-11-22``."""

    def refuse(self, found: object) -> str:
        """``“x” is not a date; write 2026-11-22``."""
        return _is_not(found, self.what) + (f"; {self.advice}" if self.advice else "")


class Described(str):
    """A description of a value (``a list``), in place of text that a person typed."""

    __slots__ = ()


def refusal(field: str, found: object, allowed: Allowed) -> str:
    """``field: what is wrong; what to do``, for a value that is not among the allowed.

    ``None`` and empty text are taken as nothing given; without a ``field`` the line has no subject.
    """
    words = allowed.refuse(found)
    return f"{field}: {words}" if field else words


def refused(field: str, found: object, allowed: Allowed, *, name: str = "") -> FieldError:
    """The error for a field to raise; ``name`` is what people call the field, if not that."""
    return FieldError(field, refusal(name or field, found, allowed))


def _is_not(found: object, what: str) -> str:
    if found is None or (isinstance(found, str) and not found.strip()):
        return f"{what} is missing"
    if isinstance(found, str) and not isinstance(found, Described):
        return f"{quoted(found)} is not {what}"
    return f"{visible(str(found), lines=False)[:60]} is not {what}"
