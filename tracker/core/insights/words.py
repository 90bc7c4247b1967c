"""Insights in sentences: the content of every drawing, for screen readers and the shell.

Changes are worded as ratings of the person, never as effects of the practice.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, Literal

from tracker.core.facts.checks import Check
from tracker.core.insights.balance import Balance, Neglected, Share
from tracker.core.insights.mood import LEAST_FOR_INTERVAL, PairedChange
from tracker.core.insights.periods import LEAST, Hours, PartOfDay, WeekTotal, usual_week
from tracker.core.insights.ratings import Group, Groups, Halves, Stretch
from tracker.core.text.dates import WEEKDAYS
from tracker.core.text.durations import duration_words

Written = Callable[[date], str]
"""Writes a date in the person's order."""

NO_CAUSE: Final = (
    "Your own answers, compared. They show no cause: {} also changes by itself, with rest, with the"
    " hour."
)
"""With the name of what was rated."""
INTERVAL: Final = (
    "The mean is of the differences, the spread their standard deviation. The interval is a"
    " bootstrap: it holds the mean with 95 % confidence."
)
OVERLAP: Final = "A session counts for every point that was pressed in it."
NO_REASON: Final = (
    "This shows no cause: a thicker layer, a shorter time or another position also change it."
)


def too_few(found: int, what: str, wanted: int = LEAST) -> str:
    """A sentence on how many are needed before something is drawn, and how many there are."""
    return f"{wanted} {what} are needed here; this period has {found or 'none'}."


def shown_from(wanted: int, what: str, found: int) -> str:
    """From how many on something is shown: ``Shown from 5 answered sessions on; 2 so far.``."""
    return f"Shown from {wanted} {what} on; {found or 'none'} so far."


def week_summary(weeks: Sequence[WeekTotal], today: date) -> str:
    """``this week 12 min so far · a usual week 34 min``, the parts that are known."""
    known = [week for week in weeks if week.seconds is not None]
    if not any(week.seconds for week in known):
        return "nothing in these weeks"
    last = known[-1]
    running = (today - last.start).days < 7
    usual = usual_week(weeks)
    amount = duration_words(last.seconds) if last.seconds else "nothing"
    parts = [f"this week {amount} so far" if running else f"the last of them {amount}"]
    if running and not last.seconds:
        parts = ["nothing yet this week"]
    if usual is not None:
        parts.append(f"a usual week {duration_words(usual)}")
    return " · ".join(parts)


def week_lines(name: str, weeks: Sequence[WeekTotal], written: Written) -> Iterator[str]:
    """The weeks of one kind, the newest first."""
    known = [week for week in weeks if week.seconds is not None]
    practised = sum(1 for week in known if week.seconds)
    if not practised:
        yield f"{name}: nothing in these weeks."
        return
    usual = usual_week(weeks)
    half = (
        "" if usual is None else f" Half of the whole weeks had more than {duration_words(usual)}."
    )
    yield f"{name}: {practised} of {len(known)} weeks with practice.{half}"
    for week in reversed(known):
        amount = duration_words(week.seconds) if week.seconds else "nothing"
        yield f"  week of {written(week.start)}: {amount}"


def part_words(found: Hours) -> str:
    """``morning 40, evening 12``: sessions started in each part of the day."""
    return ", ".join(f"{part} {found.part(part)}" for part in PartOfDay if found.part(part))


def most_often(found: Hours) -> str:
    """The part of the day with most sessions, then the two after it; empty without sessions.

    ``Most often in the evening: 135 of 306 sessions. Mornings 95, nights 46.``
    """
    parts = sorted(PartOfDay, key=lambda part: -found.part(part))
    if not found.n:
        return ""
    first = "at night" if parts[0] is PartOfDay.NIGHT else f"in the {parts[0]}"
    sessions = "1 session" if found.n == 1 else f"{found.n} sessions"
    said = f"Most often {first}: {found.part(parts[0])} of {sessions}."
    rest = ", ".join(f"{part}s {found.part(part)}" for part in parts[1:3] if found.part(part))
    return f"{said} {rest[:1].upper()}{rest[1:]}." if rest else said


def hour_lines(what: str, found: Hours) -> Iterator[str]:
    """A heading, then one line for each weekday."""
    yield f"{found.n} {what}: {part_words(found)}."
    for row, weekday in enumerate(found.weekdays):
        counts = dict(zip(found.hours, found.counts[row], strict=True))
        name = WEEKDAYS[weekday].title()
        at = found.busiest(row)
        if at is None:
            yield f"{name}: none."
        else:
            each = ", ".join(f"{hour:02}h {count}" for hour, count in counts.items() if count)
            yield f"{name}: {sum(counts.values())}, most often from {at:02}:00. {each}."


Rated = Literal["mood", "tension", "discomfort"]


def change_words(rated: Rated, change: PairedChange) -> str:
    """The change as a person would say it.

    ``After a session you rated your mood half a step higher, on average.``
    """
    if rated == "discomfort":
        if change.is_same:
            return "By the end you rate it about the same as at the start."
        way = "higher" if change.mean > 0 else "lower"
        return f"By the end you rate it {_steps(change.mean)} {way} than at the start."
    if change.is_same:
        return f"After a session you rated your {rated} about the same as before, on average."
    way = "higher" if change.mean > 0 else "lower"
    return f"After a session you rated your {rated} {_steps(change.mean)} {way}, on average."


def _steps(change: float) -> str:
    """A change in steps of the scale, to the half: ``half a step``, ``about two steps``."""
    halves = max(1, round(abs(change) * 2))
    if halves == 1:
        return "half a step" if abs(change) >= _HALF else "a little"
    whole, half = divmod(halves, 2)
    words = f"{_COUNTS[whole]} and a half" if half else _COUNTS[whole]
    return f"about {words} step{'' if halves == 2 else 's'}"


_HALF: Final = 0.25
_COUNTS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
)


def times_words(rated: Rated, change: PairedChange) -> str:
    """How many answers there are, and how far most of them moved, or why no more can be said.

    ``223 sessions; most answers moved between −1 and +2 steps.``
    """
    count = f"{change.n} {'times' if rated == 'discomfort' else 'sessions'}"
    if not change.spread:
        moved = f"every answer moved by {_moved(change.mean)}" if change.mean else "no answer moved"
        return f"{count}; {moved}."
    if change.n < LEAST_FOR_INTERVAL:
        return f"{count}; {_TOO_FEW}."
    low, high = change.most
    if low == high:
        return f"{count}; most answers {f'moved by {_moved(low)}' if low else 'stayed the same'}."
    return f"{count}; most answers moved between {_moved(low)} and {_moved(high)} steps."


_TOO_FEW: Final = f"how sure an average is can be said from {LEAST_FOR_INTERVAL} on"


def _moved(steps: float) -> str:
    """``+2``, ``−1``, ``0``."""
    return f"{steps:+.1f}".removesuffix(".0").replace("-", "−") if steps else "0"


def numbers(change: PairedChange) -> str:
    """``+1.2 on average over 40, spread 1.4, interval +0.8 to +1.6``.

    Where an interval means nothing, the reason in its place.
    """
    if not change.spread:
        return f"{signed(change.mean)} each time, over {change.n}; without a spread no interval"
    said = f"{signed(change.mean)} on average over {change.n}"
    if change.interval is None:
        return f"{said}, spread {change.spread:.1f}; {_TOO_FEW}"
    low, high = change.interval
    return f"{said}, spread {change.spread:.1f}, interval {signed(low)} to {signed(high)}"


def signed(value: float) -> str:
    """``+1.2``, ``-0.4``, and ``0.0`` without plus or minus."""
    return f"{value:+.1f}" if round(value, 1) else "0.0"


def rating_lines(
    rated: Rated, found: Groups, changes: Sequence[tuple[Group, PairedChange]]
) -> Iterator[str]:
    """All ratings, then group by group. ``changes`` holds the groups that are shown."""
    if not changes:
        yield too_few(found.everything.n, f"sessions with {rated} before and after")
        return
    yield change_words(rated, changes[0][1])
    yield f"{changes[0][0].name}: {numbers(changes[0][1])}."
    yield from (f"{group.name}: {numbers(change)}." for group, change in changes[1:])
    if left := left_out(found, len(changes) - 1):
        yield f"{left}."
    yield from ("", NO_CAUSE.format(rated), INTERVAL)


def left_out(found: Groups, shown: int) -> str:
    """``2 more rated fewer than 5 times``; empty if all are shown."""
    rest, parts = len(found.parts) - shown, []
    if rest:
        parts.append(f"{rest} more, rated less often")
    if found.small:
        parts.append(f"{found.small} more rated fewer than {LEAST} times")
    return ", ".join(parts)


def share_words(share: Share, name: str, total: float, written: Written) -> str:
    """A share in one line."""
    times = "once" if share.count == 1 else f"{share.count} times"
    part = f"{100 * share.seconds / total:.0f} %" if total else "0 %"
    return f"{name}: {duration_words(share.seconds)}, {part}, {times}, last {written(share.last)}"


def side_words(found: Balance) -> str:
    """The left and the right share in a sentence; empty if no side was pressed."""
    left = found.left_share
    if left is None:
        return ""
    percent = round(100 * left)
    if percent == 50:
        return "Left and right are even."
    return f"Left {percent} %, right {100 - percent} % of the time held on a side."


def neglected_words(
    found: Iterable[Neglected], last: date, written: Written, most: int | None = None
) -> str:
    """The points pressed longer ago, each with its day, then those not pressed at all.

    At most ``most`` of each are named, the others are counted; empty without any.
    """
    each = list(found)
    ago = [f"{one.point} ({written(one.last)})" for one in each if one.last]
    never = [one.point for one in each if not one.last]
    parts = []
    if ago:
        parts.append(f"Last pressed before the four weeks to {written(last)}: {_some(ago, most)}.")
    if never:
        parts.append(f"Not pressed in this period: {_some(never, most)}.")
    return " ".join(parts)


def _some(names: Sequence[str], most: int | None) -> str:
    shown = ", ".join(names[:most])
    rest = 0 if most is None else max(0, len(names) - most)
    return f"{shown} and {rest} more" if rest else shown


def check_lines(found: Sequence[Check], written: Written) -> Iterator[str]:
    """One line for each check, without a summary."""
    if not found:
        yield "None in this period."
    for check in found:
        yield f"{written(check.day)}: {check.instrument.label}, {check.words}."


def halves_words(found: Halves) -> str:
    """Discomfort at the start in the earlier and the later half of the times."""
    return f"At the start: {found.earlier:.1f} at first, {found.later:.1f} lately."


def stretch_words(one: Stretch, written: Written) -> str:
    """A stretch of weeks in one line."""
    return (
        f"{written(one.first)} to {written(one.last)}: {one.start:.1f} at the start, "
        f"{one.end:.1f} at the end, on average of {one.n}"
    )
