"""The definition of a time zone in a calendar: by its yearly rule, where it has one.

icalendar lists each change of the clocks until 2037. Some programs read only rules in a definition
(vobject among them), and a rule does not end.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

_LEAST: Final = 8
"""Changes of one kind that make a rule of them."""
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def write_by_rule(zone: Any, since: date) -> None:
    """Write the changes of the clocks from the year before `since` on as rules, if they are ones.

    `zone` is a VTIMEZONE of icalendar. One without such rules stays as it is.
    """
    changes = [(part, _changes(part, since.year - 1)) for part in zone.subcomponents]
    rules = [(part, found[0], rule) for part, found in changes if (rule := yearly_rule(found))]
    if len(rules) != 2:
        return
    zone.pop("COMMENT", None)  # that it holds until 2037
    zone.subcomponents = [part for part, _, _ in rules]
    for part, first, rule in rules:
        part.pop("RDATE", None)
        part["DTSTART"].dt = first
        part.add("rrule", rule)


def yearly_rule(changes: Sequence[datetime]) -> dict[str, Any] | None:
    """The rule of changes, each in the time before it; `None` if they follow no simple one."""
    if len(changes) < _LEAST or len({(each.month, each.weekday()) for each in changes}) != 1:
        return None
    if len({each.time() for each in changes}) != 1:
        return None
    first = changes[0]
    weeks = {(each.day - 1) // 7 + 1 for each in changes}
    is_last = all(each.day + 7 > monthrange(each.year, each.month)[1] for each in changes)
    if len(weeks) != 1 and not is_last:
        return None
    week = -1 if is_last else weeks.pop()
    return {"FREQ": "YEARLY", "BYMONTH": first.month, "BYDAY": f"{week}{_DAYS[first.weekday()]}"}


def _changes(part: Any, year: int) -> list[datetime]:
    """The changes that a part of a definition lists from this year on."""
    listed = part.get("RDATE", [])
    every = listed if isinstance(listed, list) else [listed]
    found = [part["DTSTART"].dt, *(each.dt for dates in every for each in dates.dts)]
    return sorted({each for each in found if each.year >= year})
