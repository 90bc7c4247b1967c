"""Days and times of day in cells, as programs and spreadsheets of many countries write them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from tracker.core.text.dates import Order, WhenError, days, plain
from tracker.core.text.refusals import Expected, refusal
from tracker.exchange.files import ExchangeError

_ISO: Final = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)", re.ASCII)
_NUMBERS: Final = re.compile(r"(\d\d?)([-/.]) ?(\d\d?)\2 ?(\d{4}|\d\d)", re.ASCII)
_TIME: Final = re.compile(
    r"(?P<before>\D*?)\s*(?P<h>\d\d?)[:.h](?P<m>\d\d)(?:[:.](?P<s>\d\d)(?:[.,]\d+)?)?\s*(?P<after>\D*)",
    re.ASCII,
)
_BOTH: Final = re.compile(r"(.*\d)(?:T|,? +)(\D{0,8}\d\d?[:.h]\d\d.*)", re.ASCII)
_AM: Final = frozenset({"am", "a", "上午", "오전", "午前", "öö", "de", "πμ", "vorm", "fm"})
_PM: Final = frozenset({"pm", "p", "下午", "오후", "午後", "ös", "du", "μμ", "nachm", "em"})


def order_of(cells: Iterable[str], order: Order | None, origin: str) -> Order | None:
    """The order of day and month in these cells: as they show it, else the person's.

    Raises ExchangeError if the cells leave it open and the person has not said it.
    """
    open_cell = ""
    for cell in cells:
        match = _NUMBERS.match(cell.strip())
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            return "dmy"
        if second > 12 >= first:
            return "mdy"
        open_cell = open_cell or ("" if first == second else cell)
    if open_cell and order not in {"dmy", "mdy"}:
        raise ExchangeError(
            f"{origin}: “{open_cell[:30]}” has two readings; "
            "write --day-order dmy or --day-order mdy"
        )
    return order


def day_of(cell: str, order: Order | None) -> date:
    """The day in a cell, such as ``2026-11-18``, ``18.11.2026``, ``11/18/26``, ``Nov 18, 2026``.

    Raises ValueError for other text.
    """
    text = cell.strip()
    if match := _ISO.fullmatch(text):
        return _date(cell, int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMBERS.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if match[2] != "." and (order == "mdy" or (order != "dmy" and second > 12)):
            first, second = second, first
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        return _date(cell, year, second, first)
    if len(text) == 8 and text.isascii() and text.isdecimal():
        return _date(cell, int(text[:4]), int(text[4:6]), int(text[6:]))
    try:
        found = days(plain(text), date(2100, 1, 1), order) if re.search(r"\d{4}", text) else ()
    except WhenError as wrong:
        raise ValueError(str(wrong)) from None
    if not found:
        raise ValueError(refusal("", cell[:60], Expected("a date", "write it as 2026-11-18")))
    return found[0]


def time_of(cell: str) -> time:
    """The time of day in a cell, with 12 or 24 hours: ``21:05``, ``9:05 pm``, ``下午9:05``.

    Raises ValueError for other text.
    """
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    match = _TIME.fullmatch(text)
    words = (
        {re.sub(r"[\s.]", "", part) for part in (match["before"], match["after"])} - {""}
        if match
        else set()
    )
    half = "am" if words & _AM else "pm" if words & _PM else ""
    half = half or ("am" if words == {"am"} else "pm" if words == {"pm"} else "")
    if match is None or (words and not half):
        raise ValueError(refusal("", cell[:60], Expected("a time of day", "write it as 21:30")))
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise ValueError(refusal("", cell[:60], Expected("a time of day"))) from None


def moment_of(cell: str, order: Order | None) -> date | datetime:
    """The day in a cell, or the moment if a time follows; without an offset it is local.

    Raises ValueError for other text.
    """
    text = cell.strip()
    try:
        if len(text) > 10 and text[4:5] == "-":
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    if match := _BOTH.fullmatch(text):
        return datetime.combine(day_of(match[1], order), time_of(match[2]))
    return day_of(text, order)


def _date(cell: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(refusal("", cell[:60], Expected("a day of the calendar"))) from None
