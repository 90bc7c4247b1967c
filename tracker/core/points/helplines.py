"""Help for hard moments: numbers to call, as plain lines for a screen, a shell or a reader.

Help is never scored, logged, counted or blocked. Only lines marked verified are shown, with the
date of the check; a number that no source gave is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

FIRST: Final = (
    "If you are thinking about ending your life or hurting yourself,",
    "please talk to someone now.",
)
DIRECTORY: Final = "findahelpline.com"


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
    """The emergency number; empty when no source gave it."""
    verified: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Helplines:
    """All helplines, and the date of their last check."""

    checked: date | None
    lines: tuple[Helpline, ...] = ()
    directory: str = DIRECTORY

    @property
    def verified(self) -> tuple[Helpline, ...]:
        """The helplines that can be shown."""
        return tuple(line for line in self.lines if line.verified)

    def of(self, country: str | None) -> tuple[Helpline, ...]:
        """The helplines that can be shown, those of this country first."""
        wanted = country[:2].upper() if country else None
        return tuple(sorted(self.verified, key=lambda line: line.country[:2] != wanted))

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes a person can choose from."""
        return tuple(dict.fromkeys(line.country[:2] for line in self.verified))


NO_HELPLINES: Final = Helplines(checked=None)
"""For a list that cannot be read: the directory and the advice to call for help remain."""


def country_of(zone: str | None, locale: str | None) -> str | None:
    """The country's ISO code, from an IANA zone first, else from a locale like ``en_GB.UTF-8``.

    `None` when neither tells. A zone of another country is not overruled by the locale.
    """
    if zone and zone not in _ZONES:
        area, _, rest = zone.partition("/")
        if area in _AREAS:
            return _AREAS[area]
        if (rest and area != "Etc") or zone in _ELSEWHERE:
            return None
    if zone in _ZONES:
        return _ZONES[zone]
    territory = (locale or "").partition(".")[0].partition("@")[0].partition("_")[2]
    return territory if len(territory) == 2 and territory.isalpha() else None


def help_lines(helplines: Helplines, country: str | None) -> tuple[str, ...]:
    """The lines of the whole text: helplines of this country first, then all others."""
    return tuple(_help(helplines, country[:2].upper() if country else None))


def _help(helplines: Helplines, country: str | None) -> Iterator[str]:
    here = [line for line in helplines.verified if line.country[:2] == country]
    others = [line for line in helplines.verified if line.country[:2] != country]
    emergency = next((line.emergency for line in here if line.emergency), "")
    yield from FIRST
    yield ""
    number = f": {emergency}" if emergency else ""
    yield f"If you are in danger, call your emergency number{number}."
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
        checked = helplines.checked
        yield f"Numbers checked on {checked.day} {checked:%B} {checked.year}."


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


_PLACES: Final[Mapping[str, str]] = {
    "US": "America/New_York America/Detroit America/Chicago America/Menominee America/Denver"
    " America/Boise America/Phoenix America/Los_Angeles America/Anchorage America/Juneau"
    " America/Sitka America/Metlakatla America/Yakutat America/Nome America/Adak"
    " America/Kentucky/Louisville America/Kentucky/Monticello America/Louisville"
    " America/Indiana/Indianapolis America/Indiana/Vincennes America/Indiana/Winamac"
    " America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay"
    " America/Indiana/Tell_City America/Indiana/Knox America/Indianapolis"
    " America/North_Dakota/Center America/North_Dakota/New_Salem America/North_Dakota/Beulah"
    " Pacific/Honolulu EST5EDT CST6CDT MST7MDT PST8PDT Navajo",
    "CA": "America/St_Johns America/Halifax America/Glace_Bay America/Moncton America/Goose_Bay"
    " America/Blanc-Sablon America/Toronto America/Montreal America/Iqaluit America/Atikokan"
    " America/Thunder_Bay America/Nipigon America/Winnipeg America/Rainy_River America/Resolute"
    " America/Rankin_Inlet America/Regina America/Swift_Current America/Edmonton"
    " America/Cambridge_Bay America/Inuvik America/Yellowknife America/Creston"
    " America/Dawson_Creek America/Fort_Nelson America/Whitehorse America/Dawson"
    " America/Vancouver",
    "GB": "Europe/London Europe/Belfast GB GB-Eire",
    "IE": "Europe/Dublin Eire",
    "AU": "Antarctica/Macquarie",
    "NZ": "Pacific/Auckland Pacific/Chatham NZ NZ-CHAT",
    "DE": "Europe/Berlin Europe/Busingen",
    "FR": "Europe/Paris",
    "ES": "Europe/Madrid Africa/Ceuta Atlantic/Canary",
    "NL": "Europe/Amsterdam",
    "CH": "Europe/Zurich",
    "AT": "Europe/Vienna",
    "IN": "Asia/Kolkata Asia/Calcutta",
    "SG": "Asia/Singapore Singapore",
}
_ZONES: Final = {zone: country for country, zones in _PLACES.items() for zone in zones.split()}
_AREAS: Final = {"US": "US", "Canada": "CA", "Australia": "AU"}
"""Old zone names that begin with the country."""
_ELSEWHERE: Final = frozenset(
    (
        "Cuba",
        "Egypt",
        "Hongkong",
        "Iceland",
        "Iran",
        "Israel",
        "Jamaica",
        "Japan",
        "Kwajalein",
        "Libya",
        "PRC",
        "Poland",
        "Portugal",
        "ROC",
        "ROK",
        "Turkey",
    )
)
"""Old zone names without a slash that name a place."""
