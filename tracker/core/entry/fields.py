"""Kinds of editable fields: their names, the values they take, and how typed text is read.

A form shows a field as a widget, a command as an option; both read typed text with ``value``.
"""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tracker.core.facts.sessions import SCALE
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Expected, FieldError, OneOf, refused
from tracker.core.text.visible import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryField:
    """A field of any kind."""

    name: str
    """The field of the record."""
    label: str
    """Its name on the screen, and in lower case in messages."""

    @abstractmethod
    def value(self, text: str) -> object:
        """The value of typed text; empty text counts as not answered. Raises FieldError."""

    @property
    def subject(self) -> str:
        """The field's name in messages."""
        return self.label.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(EntryField):
    """A line of text. ``read`` makes its value and raises ValueError with words for the person."""

    hint: str = ""
    read: Callable[[str], object] = str.strip
    written: Callable[[object], str] = str
    """The text of a value that is not ``None``, such that ``read`` gives the value again."""

    def value(self, text: str) -> object:
        """The value of typed text, made safe to show. Raises FieldError."""
        try:
            return self.read(visible(text))
        except FieldError as wrong:
            raise FieldError(self.name, str(wrong)) from wrong
        except ValueError as wrong:
            raise FieldError(self.name, f"{self.subject}: {wrong}") from wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleField(EntryField):
    """A number from 0 to 10, or ``None``."""

    low: str
    """The meaning of 0."""
    high: str

    def value(self, text: str) -> int | None:
        """The number of typed text. Raises FieldError."""
        if not text.strip():
            return None
        span = Span(SCALE[0], SCALE[-1])
        if not (text.isascii() and text.isdigit()):
            raise refused(self.name, text, Expected("a number", span.words), name=self.subject)
        if int(text) not in SCALE:
            raise refused(self.name, int(text), span, name=self.subject)
        return int(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(EntryField):
    """One word of a closed set, or ``None``."""

    of: type[StrEnum]
    what: str
    """The words' common name with its article: ``a position``."""

    def value(self, text: str) -> StrEnum | None:
        """The word of typed text. Raises FieldError."""
        return _word(self, text) if text.strip() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesField(EntryField):
    """Some words of a closed set."""

    of: type[StrEnum]
    what: str
    """The words' common name with its article: ``an unwanted effect``."""

    def value(self, text: str) -> tuple[StrEnum, ...]:
        """The words of typed text, commas between, in the order of the set. Raises FieldError."""
        chosen = {_word(self, word) for word in text.split(",") if word.strip()}
        return tuple(word for word in self.of if word in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchField(EntryField):
    """True or false, as yes or no."""

    def value(self, text: str) -> bool:
        """Whether the typed text is yes; empty text is no. Raises FieldError."""
        word = text.strip().casefold()
        if word not in {"", "yes", "no"}:
            answer = OneOf(("yes", "no"), "an answer")
            raise refused(self.name, text, answer, name=self.subject)
        return word == "yes"


Field = TextField | ScaleField | ChoiceField | ChoicesField | SwitchField


def _word(field: ChoiceField | ChoicesField, text: str) -> StrEnum:
    try:
        return field.of(text.strip().casefold())
    except ValueError:
        known = OneOf(tuple(field.of), field.what)
        raise refused(field.name, text.strip(), known, name=field.subject) from None
