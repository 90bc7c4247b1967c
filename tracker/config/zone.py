"""The person's time zone, which can differ from the server's.

Taken from the settings, then from environment variables (SSH forwards ``LC_TSUBO_TZ``), then from
the machine. Reads zone names and the machine's zone file, never a clock.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tracker.core.text.visible import visible

LOCALTIME: Final = Path("/etc/localtime")
_CARRIED: Final = ("TSUBO_TZ", "LC_TSUBO_TZ", "TZ")
_NOT_A_PLACE: Final = {"localtime", "posixrules", "Factory"}
"""Names in the zone database that mean different zones on different machines."""
_POSIX: Final = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d{1,3}(?::\d\d){0,2}(?:[A-Za-z<,].*)?"


class Zone(NamedTuple):
    """The person's zone and where it came from."""

    name: str | None
    """The IANA name that records keep; ``None`` if only an offset is known."""
    tzinfo: tzinfo
    source: str
    refusal: str | None = None
    """Why recording is refused: the zone asked for is unknown, and this is another one."""


def person_zone(
    named: str | None,
    environ: Mapping[str, str],
    *,
    refusal: str | None = None,
    localtime: Path = LOCALTIME,
) -> Zone:
    """The zone of the settings, else of the environment, else the machine's.

    ``refusal`` says what is wrong with the settings that decide the day; it is returned with the
    zone, or the next best one, so that records can still be read. A POSIX ``TZ`` gives only the
    machine's offset.
    """
    if named and (zone := _zone(named)):
        return Zone(named, zone, "config zone", refusal)
    for variable in _CARRIED:
        text = environ.get(variable)
        if not text:
            continue
        found = _carried(variable, text, localtime)
        if found is not None:
            return Zone(found.name, found.tzinfo, found.source, refusal)
        refusal = refusal or _unknown(variable, text)
    machine = machine_zone(localtime)
    return Zone(machine.name, machine.tzinfo, machine.source, refusal)


def _carried(variable: str, text: str, localtime: Path) -> Zone | None:
    name = text.removeprefix(":")
    if name.startswith("/"):
        if Path(name) == localtime:
            return machine_zone(localtime)
        name = _name_of(name) or ""
    name = name.removeprefix("posix/")
    if zone := _zone(name):
        return Zone(name, zone, variable)
    if variable == "TZ" and re.fullmatch(_POSIX, text, re.ASCII):
        offset = _machine_offset()
        return Zone(None, offset, variable) if offset else None
    return None


def _unknown(variable: str, text: str) -> str:
    nearest = nearest_zone(text)
    meant = f"; did you mean {nearest}?" if nearest else ""
    shown = visible(text[:60], lines=False)
    return f"{variable}: “{shown}” is not a known time zone{meant}"


def machine_zone(localtime: Path = LOCALTIME) -> Zone:
    """The machine's zone, named after the file that ``/etc/localtime`` links to, if any."""
    name = _name_of(str(localtime))
    if name and (zone := _zone(name)):
        return Zone(name, zone, str(localtime))
    try:
        with localtime.open("rb") as rules:
            return Zone(None, ZoneInfo.from_file(rules), str(localtime))
    except (OSError, ValueError):
        return Zone("UTC", UTC, "no zone is set")


def _name_of(path: str) -> str | None:
    """The zone name in a path below a zoneinfo folder, or in the path it links to."""
    for each in (path, str(Path(path).resolve())):
        parts = PurePosixPath(each).parts
        if "zoneinfo" in parts:
            return "/".join(parts[parts.index("zoneinfo") + 1 :]).removeprefix("posix/")
    return None


def _machine_offset() -> tzinfo | None:
    """The machine's zone as its C library reads ``TZ``, by offset.

    ``None`` if the rule says a day or more, which C allows and Python does not.
    """
    # Import dateutil (60 ms) only for a POSIX rule.
    from dateutil.tz import tzlocal

    local = tzlocal()
    try:
        for month in (1, 7):
            datetime(2026, month, 1, tzinfo=local).utcoffset()
    except ValueError:
        return None
    return local


def has_zone(name: str) -> bool:
    """Whether this names a zone that means the same on every machine."""
    return _zone(name) is not None


def _zone(name: str) -> ZoneInfo | None:
    if name in _NOT_A_PLACE or name.startswith(("right/", "posix/")):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def nearest_zone(name: str) -> str | None:
    """The known name most like this one, or ``None``; slow, for messages only."""
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    known = {each.casefold(): each for each in available_timezones() - _NOT_A_PLACE}
    found = get_close_matches(name.casefold()[:60], sorted(known), 1, 0.75)
    return known[found[0]] if found else None
