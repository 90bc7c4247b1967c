"""Help for hard moments: numbers to call, as plain lines for a screen, a shell or a reader.

Help is never scored, logged, counted or blocked. Only helplines marked verified are shown, with the
date they were checked; a number without a source is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

FIRST: Final = (
    "If you are thinking about ending your life or hurting yourself,",
    "please talk to someone now.",
)
DIRECTORY: Final = "findahelpline.com"
UNKNOWN_NUMBER: Final = "your local emergency number (112 works on most mobile phones)"
"""Shown if the country's number is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """One service that listens."""

    country: str
    """ISO 3166 code, of a country or a part of one (GB-ENG)."""
    name: str
    service: str
    contact: str
    how: str
    hours: str
    emergency: str = ""
    """The emergency number; empty when no source gives it."""
    verified: bool
    source: str
    seen: str
    """The date of its source: a day, a month or a year in ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumber:
    """A country's emergency number."""

    country: str
    """ISO 3166."""
    name: str
    numbers: str
    """One or several, such as `995 ambulance, 999 police`."""
    source: str
    seen: str
    """The date of its source: a day, a month or a year in ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helplines:
    """Helplines and emergency numbers of all countries."""

    checked: date | None
    """The day when the last helpline was looked up; `None` without any."""
    lines: tuple[Helpline, ...] = ()
    directory: str = DIRECTORY
    numbers: tuple[EmergencyNumber, ...] = ()
    zones: Mapping[str, str] = field(default_factory=dict)
    """The country of each time zone."""

    @property
    def verified(self) -> tuple[Helpline, ...]:
        """The helplines that can be shown."""
        return tuple(line for line in self.lines if line.verified)

    def of(self, country: str | None) -> tuple[Helpline, ...]:
        """The helplines that can be shown, a country's own first."""
        wanted = _code(country)
        return tuple(sorted(self.verified, key=lambda line: line.country[:2] != wanted))

    def line(self, country: str | None) -> Helpline | None:
        """A country's first helpline; `None` when it has none or is not known."""
        wanted = _code(country)
        return next((each for each in self.verified if each.country[:2] == wanted), None)

    def emergency(self, country: str | None) -> str:
        """A country's emergency numbers; empty when they or the country are not known."""
        wanted = _code(country)
        found = next((each.numbers for each in self.numbers if each.country == wanted), "")
        line = self.line(country)
        return found or (line.emergency if line else "")

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries with a helpline, then those with an emergency number only."""
        lines = (line.country[:2] for line in self.verified)
        return tuple(dict.fromkeys((*lines, *(each.country for each in self.numbers))))

    def name(self, country: str | None) -> str:
        """A country's name; its code when no other name is known."""
        wanted = _code(country)
        named: tuple[Helpline | EmergencyNumber, ...] = (*self.verified, *self.numbers)
        return next((each.name for each in named if each.country == wanted), wanted)

    def country_of(self, zone: str | None, locale: str | None) -> str | None:
        """The country's ISO code, by an IANA zone or else a locale such as `en_GB.UTF-8`.

        `None` if neither tells. If the zone names a place that is not listed, the locale is not
        used: it could name another country.
        """
        area, _, rest = (zone or "").partition("/")
        if found := self.zones.get(zone or "") or _AREAS.get(area):
            return found
        if rest and area != "Etc":
            return None
        territory = (locale or "").partition(".")[0].partition("@")[0].partition("_")[2]
        return territory if len(territory) == 2 and territory.isalpha() else None


NO_HELPLINES: Final = Helplines(checked=None)
"""For a list that cannot be read: the directory and the emergency call are still shown."""

_AREAS: Final = {"US": "US", "Canada": "CA", "Australia": "AU"}
"""The country of zones with old names, by their first part."""


def help_lines(
    helplines: Helplines, country: str | None, own: Sequence[str] = ()
) -> tuple[str, ...]:
    """The lines of the page: the emergency number, `own` people, the country's helplines."""
    return tuple(_help(helplines, country, own))


def emergency_words(helplines: Helplines, country: str | None) -> str:
    """How to call the emergency number, as the end of a sentence."""
    found = helplines.emergency(country)
    return f"your emergency number: {found}" if found else UNKNOWN_NUMBER


def _help(helplines: Helplines, country: str | None, own: Sequence[str]) -> Iterator[str]:
    wanted = _code(country)
    here = [line for line in helplines.verified if line.country[:2] == wanted]
    others = [line for line in helplines.verified if line.country[:2] != wanted]
    yield from FIRST
    yield ""
    yield f"If you are in danger, call {emergency_words(helplines, country)}."
    yield ""
    if own:
        yield from own
        yield ""
    for line in here:
        yield from _shown(line)
    yield f"Anywhere: {helplines.directory} (a directory of helplines)"
    yield "You can close this screen at any time. Nothing here is recorded."
    if others:
        yield ""
        yield "Other countries" if here else "By country"
        for line in others:
            yield f"{line.name}: {line.contact}  {line.service}"
            yield f"    {_details(line)}"
    if helplines.checked is not None:
        yield ""
        day = helplines.checked
        by = f"{day.day} {day:%B} {day.year}"
        yield f"Numbers looked up in stored pages by {by}; not called."


def _code(country: str | None) -> str:
    return country[:2].upper() if country else ""


def _shown(line: Helpline) -> Iterator[str]:
    yield f"{line.name}: {line.service}"
    yield f"    {line.contact}"
    yield f"    {_details(line)}"
    yield ""


def _details(line: Helpline) -> str:
    parts = [line.how, line.hours]
    if line.emergency:
        parts.append(f"emergency {line.emergency}")
    return ", ".join(part for part in parts if part)
