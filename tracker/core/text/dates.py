"""Dates as people write them: words, weekdays, names of months, numbers in the person's order.

Without a year, the past is meant. Which of two numbers is the day is never guessed: it follows from
the numbers or from the person's order, else the words are refused.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final, Literal

from tracker.core.text.visible import typed_ascii, visible

Order = Literal["dmy", "mdy", "ymd"]
"""The person's order of day, month and year; with ``ymd``, 3/4 stays ambiguous."""

EARLIEST: Final = date(1970, 1, 2)
"""Ids count from 1970 (UTC); a day later, no zone is before that."""
_YEARS_AHEAD: Final = 10
_LONGEST_TEXT: Final = 80

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SAME_DAY: Final = {"today": 0, "yesterday": -1, "yest": -1, "yday": -1, "tomorrow": 1}
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS: Final = {"a": 1, "an": 1, "eleven": 11, "twelve": 12} | {
    word: number for number, word in enumerate(_NUMBERS, 1)
}
COUNTED: Final = "|".join(_COUNTS)
"""A pattern of the numbers that can be written as words."""
_DAYS: Final = {"day": 1, "week": 7}

_DISTANT: Final = (
    rf"(?:(?P<in>in) )?(?P<count>\d{{1,5}}|{COUNTED}) ?(?P<unit>day|week|month|year)s?"
    r"(?: (?P<ago>ago))?"
)
_YEAR_FIRST: Final = r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)"
_PAIR: Final = r"(\d\d?)([-/])(\d\d?)(?:\2(\d{4}|\d\d))?"
_DOTTED: Final = r"(\d\d?)\. ?(\d\d?)(?:\.(?: ?(\d{4})|(\d\d))?)?"
_DAY_FIRST: Final = r"(\d\d?)(?:st|nd|rd|th)?\.?[ -]?([a-z]{3,9})\.?(?:[ -](\d{4}))?"
_MONTH_FIRST: Final = r"([a-z]{3,9})\.?[ -]?(\d\d?)(?:st|nd|rd|th)?(?:[ -](\d{4}))?"
_OF_MONTH: Final = r"(\d\d?)(st|nd|rd|th)?"


class WhenError(ValueError):
    """Typed words that are not a date or moment; the text quotes them and says what to write."""


def day(text: str, today: date, order: Order | None = None, *, ahead: bool = False) -> date:
    """The day that the words mean, seen from ``today`` (the practice day).

    A weekday or a date without a year is the last one, today included; with ``ahead``, the next
    weekday or the nearest date. A number alone is a day of the month. Raises WhenError for other
    words, and for a day after today, or with ``ahead`` more than ten years after.
    """
    words = plain(text)
    found = days(words, today, order, ahead=ahead, lone_number=True)
    if not found:
        # Imported only to refuse: a prompt needs the words of dates, not those of refusals.
        from tracker.core.text.examples import DAYS, write_one_of
        from tracker.core.text.refusals import Expected, refusal

        raise WhenError(refusal("", text, Expected("a date", write_one_of(DAYS))))
    chosen = found[0]
    if chosen > today and not ahead:
        raise WhenError(f"“{shown(text)}” is {day_words(chosen)}, which is still to come")
    if chosen.year > today.year + _YEARS_AHEAD:
        raise WhenError(f"“{shown(text)}” is too far ahead; up to {_YEARS_AHEAD} years")
    return chosen


def day_words(when: date, order: Order | None = None) -> str:
    """``Sat 21 Nov 2026``, or with order ``mdy`` ``Sat Nov 21 2026``."""
    weekday, month = WEEKDAYS[when.weekday()][:3].title(), _MONTHS[when.month - 1][:3].title()
    first, second = (month, when.day) if order == "mdy" else (when.day, month)
    return f"{weekday} {first} {second} {when.year}"


def short_day(when: date, today: date, order: Order | None = None) -> str:
    """``Thu 19 Nov``; with the year if it is not this year."""
    words = day_words(when, order)
    return words.removesuffix(f" {when.year}") if when.year == today.year else words


def near_day(when: date, today: date) -> str:
    """A past day in few columns: ``today``, ``yesterday``, ``Wed``, ``13 Nov``, ``13 Nov 2025``."""
    ago = (today - when).days
    if ago in {0, 1}:
        return "yesterday" if ago else "today"
    if 0 < ago < 7:
        return f"{when:%a}"
    return f"{when.day} {when:%b}" + (f" {when.year}" if when.year != today.year else "")


def long_day(when: date, order: Order | None = None) -> str:
    """``Saturday 21 November``, or with order ``mdy`` ``Saturday November 21``."""
    weekday, month = WEEKDAYS[when.weekday()].title(), _MONTHS[when.month - 1].title()
    first, second = (month, when.day) if order == "mdy" else (when.day, month)
    return f"{weekday} {first} {second}"


def span_words(first: date, last: date, written: Callable[[date], str] = day_words) -> str:
    """``Mon 9 Nov 2026 to Tue 10 Nov 2026``; a single day is written once."""
    return written(first) if first == last else f"{written(first)} to {written(last)}"


def count_of(word: str) -> int:
    """The number of a word such as ``two``."""
    return _COUNTS[word]


def is_weekday(word: str) -> bool:
    """Whether it names a weekday, also in short: ``sat``."""
    return _weekday(word) is not None


def shown(text: str) -> str:
    """Typed words, shortened and safe in a message."""
    return visible(text[:_LONGEST_TEXT], lines=False)


def plain(text: str) -> str:
    """The words in lower case, one space apart, without at, on, the and of."""
    if len(text) > _LONGEST_TEXT:
        raise WhenError(f"“{shown(text)}…” is too long; up to {_LONGEST_TEXT} characters")
    words = typed_ascii(text).casefold().replace(",", " ").replace("@", " ").split()
    return " ".join(word for word in words if word not in {"at", "on", "the", "of"})


def days(
    words: str, today: date, order: Order | None, *, ahead: bool = False, lone_number: bool = False
) -> tuple[date, ...]:
    """The days that plain words can mean, the likeliest first; empty if they are not a date.

    Raises WhenError if the date does not exist or is ambiguous.
    """
    if words in _SAME_DAY:
        return _moved(words, today, _SAME_DAY[words], "day")
    if words == "day before yesterday":
        return _moved(words, today, -2, "day")
    if distant := re.fullmatch(_DISTANT, words, re.ASCII):
        if bool(distant["in"]) == bool(distant["ago"]):
            return ()
        count = int(_COUNTS.get(distant["count"]) or distant["count"])
        return _moved(words, today, -count if distant["ago"] else count, distant["unit"])
    if weekdays := _weekdays(words, today, ahead=ahead):
        return weekdays
    first, _, rest = words.partition(" ")
    named = _weekday(first)
    if named is not None and rest:
        return _agreeing(named, rest, days(rest, today, order, ahead=ahead))
    return _dates(words, today, order, ahead=ahead, lone_number=lone_number)


def _moved(words: str, today: date, count: int, unit: str) -> tuple[date, ...]:
    try:
        if unit in _DAYS:
            return (_known(words, today + timedelta(days=count * _DAYS[unit])),)
        # Import dateutil only to count months.
        from dateutil.relativedelta import relativedelta

        months = count if unit == "month" else count * 12
        return (_known(words, today + relativedelta(months=months)),)
    except (OverflowError, ValueError) as error:
        if isinstance(error, WhenError):
            raise
        raise WhenError(f"“{shown(words)}” is further than the calendar goes") from None


def _weekday(word: str) -> int | None:
    if word == "weds":
        return 2
    if len(word) < 3:
        return None
    return next((i for i, name in enumerate(WEEKDAYS) if name.startswith(word)), None)


def _weekdays(words: str, today: date, *, ahead: bool) -> tuple[date, ...]:
    which, _, name = words.rpartition(" ")
    number = _weekday(name)
    if number is None or which not in {"", "last", "next"}:
        return ()
    since = (today.weekday() - number) % 7
    if which == "last":
        return (today - timedelta(days=since or 7),)
    if which == "next" or (ahead and since):
        return (today + timedelta(days=7 - since),)
    latest = today - timedelta(days=since)
    return (latest, latest - timedelta(days=7))


def _agreeing(weekday: int, words: str, found: tuple[date, ...]) -> tuple[date, ...]:
    if found and found[0].weekday() != weekday:
        raise WhenError(f"“{shown(words)}” is {day_words(found[0])}, not {WEEKDAYS[weekday]}")
    return tuple(when for when in found if when.weekday() == weekday)


def _dates(
    words: str, today: date, order: Order | None, *, ahead: bool, lone_number: bool
) -> tuple[date, ...]:
    if match := re.fullmatch(_YEAR_FIRST, words, re.ASCII):
        if not match[2] and len(words) != 8:
            return ()
        return (_date(words, int(match[1]), int(match[3]), int(match[4])),)
    if match := re.fullmatch(_PAIR, words, re.ASCII):
        number, month = _ordered(words, int(match[1]), int(match[3]), order)
        return _in_years(words, number, month, match[4], today, ahead=ahead)
    if match := re.fullmatch(_DOTTED, words, re.ASCII):
        year = match[3] or match[4]
        return _in_years(words, int(match[1]), int(match[2]), year, today, ahead=ahead)
    if (match := re.fullmatch(_DAY_FIRST, words, re.ASCII)) and (month := _month(match[2])):
        return _in_years(words, int(match[1]), month, match[3], today, ahead=ahead)
    if (match := re.fullmatch(_MONTH_FIRST, words, re.ASCII)) and (month := _month(match[1])):
        return _in_years(words, int(match[2]), month, match[3], today, ahead=ahead)
    if (match := re.fullmatch(_OF_MONTH, words, re.ASCII)) and (lone_number or match[2]):
        return _in_months(words, int(match[1]), today, ahead=ahead)
    return ()


def _month(name: str) -> int:
    return next((i for i, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _ordered(words: str, first: int, second: int, order: Order | None) -> tuple[int, int]:
    """Day and month, given two numbers."""
    if order == "mdy" or (order != "dmy" and first <= 12 < second):
        return second, first
    if order == "dmy" or first > 12 or first == second or not (first and second):
        return first, second
    raise WhenError(
        f"“{shown(words)}” may be {first} {_MONTHS[second - 1][:3].title()} or "
        f"{second} {_MONTHS[first - 1][:3].title()}; write the month's name, "
        "or set date_order to dmy or mdy"
    )


def _in_years(
    words: str, number: int, month: int, year: str | None, today: date, *, ahead: bool
) -> tuple[date, ...]:
    if year:
        return (_date(words, int(year) + (2000 if len(year) == 2 else 0), month, number),)
    # Checked in a leap year: 29 February exists in some years.
    _date(words, 2000, month, number)
    years = range(today.year - 8, min(today.year + 9, date.max.year + 1))
    return _sorted((_or_none(each, month, number) for each in years), words, today, ahead=ahead)


def _in_months(words: str, number: int, today: date, *, ahead: bool) -> tuple[date, ...]:
    _date(words, 2000, 1, number)
    now = today.year * 12 + today.month - 1
    months = (divmod(each, 12) for each in range(now - 2, now + 3))
    return _sorted(
        (_or_none(year, month + 1, number) for year, month in months), words, today, ahead=ahead
    )


def _sorted(
    found: Iterable[date | None], words: str, today: date, *, ahead: bool
) -> tuple[date, ...]:
    real = [each for each in found if each and each >= EARLIEST and (ahead or each <= today)]
    if not real:
        raise WhenError(f"“{shown(words)}” is before {EARLIEST.year + 1}")
    return tuple(sorted(real, key=lambda each: (abs(each - today), each)))


def _or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _date(words: str, year: int, month: int, number: int) -> date:
    found = _or_none(year, month, number)
    if found is None:
        if not 1 <= month <= 12:
            raise WhenError(f"“{shown(words)}”: there is no month {month}")
        named = (
            f"{_MONTHS[month - 1].title()} {year}" if number == 29 else _MONTHS[month - 1].title()
        )
        raise WhenError(f"“{shown(words)}”: there is no {number} {named}")
    return _known(words, found)


def _known(words: str, found: date) -> date:
    if found < EARLIEST:
        raise WhenError(f"“{shown(words)}” is before {EARLIEST.year}")
    return found
