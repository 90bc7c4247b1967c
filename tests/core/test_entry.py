from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.days.practice_days import Stamp
from tracker.core.entry.hold_line import hold_words, holds_of
from tracker.core.entry.new_records import (
    EntryError,
    mat_session,
    moved,
    session,
    zone_of,
)
from tracker.core.entry.practice_line import (
    MatLine,
    PointNames,
    PointsLine,
    mat_entry,
    points_entry,
)
from tracker.core.facts.sessions import Hold, Layer, Position, Side, Source
from tracker.core.text.moments import Order
from tracker.core.text.visible import visible
from tracker.library import Library

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 15, 4, 30, tzinfo=BERLIN)
HERE = Stamp(NOW, "Europe/Berlin")
LIBRARY = Library()


NAMES = PointNames(
    find_point=LIBRARY.find,
    find_routine=LIBRARY.find_routine,
    codes=("PC6", "HT7"),
    routines=("calm", "evening"),
)


def points_line(text: str) -> PointsLine:
    return points_entry(text, NAMES, NOW)


def said(line: MatLine) -> tuple[object, ...]:
    when = line.when and f"{line.when.moment:%Y-%m-%d %H:%M}"
    return line.seconds / 60, line.position, line.layer, when


MAT_LINES = [
    ("20m", 20, None, None, None),
    ("20", 20, None, None, None),
    ("20 min", 20, None, None, None),
    ("1h05", 65, None, None, None),
    ("1 h 5 min lower back", 65, "lower back", None, None),
    ("90s neck", 1.5, "neck", None, None),
    ("1,5h seat", 90, "seat", None, None),
    ("20m back thin", 20, "back", "thin", None),
    ("20M Back THIN", 20, "back", "thin", None),
    ("20m, back, thin", 20, "back", "thin", None),
    ("20m on the upper back", 20, "upper back", None, None),
    ("20m upper", 20, "upper back", None, None),
    ("20m feet standing socks", 20, "feet standing", "socks", None),
    ("sitting 5m socks", 5, "feet sitting", "socks", None),
    ("20m back thin yesterday 21:30", 20, "back", "thin", "2026-11-21 21:30"),
    ("yesterday back 21:30 20m", 20, "back", None, "2026-11-21 21:30"),
    ("20m at 21:30", 20, None, None, "2026-11-21 21:30"),
    ("2h ago 20m", 20, None, None, "2026-11-22 13:04"),
    ("sat 8pm 20m bare", 20, None, "bare", "2026-11-21 20:00"),
    ("20 18 nov", 20, None, None, "2026-11-18 12:00"),
    ("20m 18 nov 7:05", 20, None, None, "2026-11-18 07:05"),
    ("20m 18.11. 21.30", 20, None, None, "2026-11-18 21:30"),
    ("legs 2026-11-18 07:05 20m", 20, "legs", None, "2026-11-18 07:05"),
    ("10m belly thick this morning", 10, "belly", "thick", "2026-11-22 08:00"),
]

MAT_REFUSED = [
    ("", "the length is missing; write 20m"),
    ("back thin", "the length is missing; write 20m"),
    ("back 21:30", "the length is missing; write 20m"),
    ("2h ago", "the length is missing; write 20m"),
    ("20m thn", "“thn” is not understood; did you mean thin?"),
    ("20m feet", "“feet” can mean more than one; write feet standing or feet sitting"),
    ("20m chair", "“chair” is not understood; write a length"),
    ("20m back chair", "“chair”"),
    ("20m chair table", "“chair”"),
    ("20m 5", "“5” is not understood"),
    ("20m bare thin", "“bare” and “thin” are different layers"),
    ("20m back lower back", "“back” and “lower back” are different positions"),
    ("18 nov 20", "two ways"),
    ("20m tomorrow", "still to come"),
    ("20m today 21:30", "still to come"),
    ("20m 5/4", "5 Apr or 4 May"),
    ("20m 25:00", "not a time of day"),
    ("20m 30 feb", "no 30 February"),
    ("7h", "7 h is too long; up to 6 h"),
    ("20m \x1b[2J", "␛[2J"),
    ("20m [/]", "“[/]”"),
    ("x" * 500, "500 characters"),
    ("a " * 30, "is not understood"),
]


@pytest.mark.parametrize(("text", "minutes", "position", "layer", "when"), MAT_LINES)
def test_a_line_about_the_mat_is_understood(
    text: str, minutes: float, position: str | None, layer: str | None, when: str | None
) -> None:
    assert said(mat_entry(text, NOW)) == (minutes, position, layer, when)


@pytest.mark.parametrize(("text", "words"), MAT_REFUSED)
def test_a_line_that_is_not_understood_names_the_word(text: str, words: str) -> None:
    with pytest.raises(EntryError) as refusal:
        mat_entry(text, NOW)
    assert words in str(refusal.value)
    assert "\x1b" not in str(refusal.value)


@pytest.mark.parametrize("parts", [*permutations(["20m", "upper back", "thin", "yesterday 21:30"])])
def test_the_words_may_come_in_any_order(parts: tuple[str, ...]) -> None:
    expected = (20, Position.UPPER_BACK, Layer.THIN, "2026-11-21 21:30")
    assert said(mat_entry(" ".join(parts), NOW)) == expected


@given(
    minutes=st.integers(1, 360),
    position=st.sampled_from([None, *Position]),
    layer=st.sampled_from([None, *Layer]),
    moment=st.sampled_from(["", "yesterday 21:30", "2h ago", "2026-11-18 07:05", "sat 8pm"]),
    order=st.sampled_from(["dmy", "mdy", "ymd"]),
    seed=st.randoms(use_true_random=False),
)
def test_any_mat_line_says_what_was_put_into_it(
    minutes: int,
    position: Position | None,
    layer: Layer | None,
    moment: str,
    order: Order,
    seed: object,
) -> None:
    parts = [part for part in (f"{minutes}m", position, layer, moment) if part]
    seed.shuffle(parts)  # type: ignore[attr-defined]
    line = mat_entry(" ".join(parts), NOW, order)
    assert (line.seconds, line.position, line.layer) == (minutes * 60, position, layer)
    assert (line.when is None) == (not moment)


@given(st.text(max_size=60))
def test_no_line_at_all_ends_in_anything_but_words(text: str) -> None:
    for read in (lambda: mat_entry(text, NOW), lambda: points_line(text)):
        try:
            line: MatLine | PointsLine = read()
        except EntryError as refusal:
            shown = str(refusal)
        else:
            shown = ""
            assert line.when is None or line.when.moment <= NOW
        assert visible(shown) == shown


POINT_LINES = [
    ("calm", "calm", "HT7 left 40s, HT7 right 40s, PC6 left 40s, PC6 right 40s", None),
    ("Three calm minutes 2h ago", "calm", None, "2026-11-22 13:04"),
    ("calm 60s", "calm", "HT7 left 60s, HT7 right 60s, PC6 left 60s, PC6 right 60s", None),
    ("PC6", None, "PC6 left 120s, PC6 right 120s", None),
    ("HT7", None, "HT7 left 60s, HT7 right 60s", None),
    ("p6 90s", None, "PC6 left 90s, PC6 right 90s", None),
    ("pc6 left 1m30s", None, "PC6 left 90s", None),
    ("GV20", None, "GV20 midline 60s", None),
    ("GV20,HT7 right", None, "GV20 midline 60s, HT7 right 60s", None),
    ("EX-HN3 30s yesterday 21:30", None, "EX-HN3 midline 30s", "2026-11-21 21:30"),
    ("21:30 PC6 left yesterday 30s", None, "PC6 left 30s", "2026-11-21 21:30"),
    ("evening", "evening", None, None),
    ("calm yesterday evening", "calm", None, "2026-11-21 19:00"),
    ("evening yesterday evening", "evening", None, "2026-11-21 19:00"),
    ("morning this morning", "morning", None, "2026-11-22 08:00"),
]

POINTS_REFUSED = [
    ("", "no points are named; write a routine (calm, evening) or points (PC6 HT7 left)"),
    ("yesterday 21:30", "no points are named"),
    ("xx9", "“xx9” is not understood"),
    ("calmm", "did you mean calm?"),
    ("PC6 60", "“60” has no unit; write 60s or 60m"),
    ("PC6 2h", "hold: 2 h is too long; 1 s to 1 h"),
    ("GV20 left", "“left” is not a side of GV20; choose midline"),
    ("calm PC6", "one routine alone"),
    ("calm five", "one routine alone"),
    ("PC6 tomorrow", "still to come"),
    ("PC6 \x1b]0;x", "␛"),
]


@pytest.mark.parametrize(("text", "routine_id", "holds", "when"), POINT_LINES)
def test_a_line_about_points_is_understood(
    text: str, routine_id: str | None, holds: str | None, when: str | None
) -> None:
    line = points_line(text)
    assert (line.routine and line.routine.id) == routine_id
    assert holds is None or hold_words(line.holds) == holds
    assert (line.when and f"{line.when.moment:%Y-%m-%d %H:%M}") == when


@pytest.mark.parametrize(("text", "words"), POINTS_REFUSED)
def test_a_line_about_points_that_is_refused_says_why(text: str, words: str) -> None:
    with pytest.raises(EntryError) as refusal:
        points_line(text)
    assert words in str(refusal.value)
    assert "\x1b" not in str(refusal.value)


@pytest.mark.parametrize("name", [each.id for each in LIBRARY.routines()])
def test_a_logged_routine_has_all_its_steps(name: str) -> None:
    line = points_line(f"{name} yesterday 21:30")
    assert line.routine is not None
    steps = [(step.point, step.side, step.seconds) for step in line.routine.steps]
    assert [(hold.point, hold.side, hold.held) for hold in line.holds] == steps


def test_a_record_without_a_moment_ended_just_now() -> None:
    record = mat_session(HERE, 20 * 60)
    assert record.started == NOW.replace(hour=14, minute=44)
    assert (record.made, record.zone, record.day) == (NOW, "Europe/Berlin", date(2026, 11, 22))
    assert record.source is Source.AFTER


def test_now_means_that_it_ended_now() -> None:
    assert mat_session(HERE, 1200, started=NOW).started == mat_session(HERE, 1200).started


@pytest.mark.parametrize(
    ("local", "starts_at", "day"),
    [
        ("2026-11-22T01:30", 4, date(2026, 11, 21)),
        ("2026-11-22T03:59", 4, date(2026, 11, 21)),
        ("2026-11-22T04:00", 4, date(2026, 11, 22)),
        ("2026-11-22T01:30", 0, date(2026, 11, 22)),
        ("2026-11-22T05:59", 6, date(2026, 11, 21)),
    ],
)
def test_the_practice_day_is_frozen_by_the_hour_it_starts_at(
    local: str, starts_at: int, day: date
) -> None:
    started = datetime.fromisoformat(local).replace(tzinfo=BERLIN)
    for record in (
        mat_session(HERE, 600, started=started, day_starts_at=starts_at),
        session(HERE, points_line("calm").holds, started=started, day_starts_at=starts_at),
    ):
        assert (record.day, record.started) == (day, started)


def test_what_just_ended_after_the_day_began_is_of_the_day_it_began_in() -> None:
    here = Stamp(datetime(2026, 11, 22, 4, 5, tzinfo=BERLIN), "Europe/Berlin")
    assert mat_session(here, 20 * 60).day == date(2026, 11, 21)


def test_real_minutes_are_counted_back_over_a_clock_change() -> None:
    here = Stamp(datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1), "Europe/Berlin")
    began = mat_session(here, 20 * 60).started
    assert here.moment.astimezone(UTC) - began.astimezone(UTC) == timedelta(minutes=20)


def test_a_start_ahead_is_refused() -> None:
    with pytest.raises(EntryError, match="is still to come; write a moment up to now"):
        mat_session(HERE, 60, started=NOW + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"mood_after": 11}, "mood after: 11 is out of range; 0 to 10"),
        ({"note": "x" * 5000}, "note: 5000"),
    ],
)
def test_a_field_out_of_its_range_is_named(fields: dict[str, object], words: str) -> None:
    with pytest.raises(EntryError, match=words) as refused:
        mat_session(HERE, 60, **fields)  # type: ignore[arg-type]
    assert [refused.value.field] == [*fields]


def test_typed_text_is_made_safe() -> None:
    assert mat_session(HERE, 60, note="\x1b[2J [/]").note == "␛[2J [/]"
    assert session(HERE, points_line("PC6").holds, note="\x9b").note == "\\u009b"


def test_a_moved_record_keeps_its_id_and_its_zone() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    now = datetime(2026, 11, 22, 9, 0, tzinfo=auckland)
    record = mat_session(Stamp(now, "Pacific/Auckland"), 600, started=now - timedelta(days=1))
    there = moved(record, datetime(2026, 11, 19, 12, 0, tzinfo=UTC), 4)
    assert (there.id, there.zone, there.day) == (record.id, record.zone, date(2026, 11, 19))
    assert there.started.isoformat() == "2026-11-20T01:00:00+13:00"
    assert moved(record, record.started.astimezone(UTC), 0) is record


def test_a_record_without_a_zone_name_keeps_its_offset() -> None:
    record = mat_session(Stamp(NOW, None), 600)
    assert zone_of(record).utcoffset(None) == timedelta(hours=1)


HOLDS = (
    Hold(point="HT7", side=Side.LEFT, planned=40, held=40, done=True),
    Hold(point="HT7", side=Side.RIGHT, planned=40, held=39.8371234, done=False),
    Hold(point="PC6", side=Side.LEFT, planned=60, held=12.5, done=True),
    Hold(point="PC6", side=Side.RIGHT, planned=60, held=0, done=False),
    Hold(point="GONE1", side=Side.BOTH, planned=60, held=60, done=True),
)


def test_holds_in_a_line_lose_nothing() -> None:
    assert holds_of(hold_words(HOLDS), HOLDS, LIBRARY.find) == HOLDS


@given(
    st.lists(
        st.builds(
            Hold,
            point=st.sampled_from(["PC6", "GV20", "my-own"]),
            side=st.sampled_from([*Side]),
            planned=st.floats(0, 3600),
            held=st.floats(0, 3600),
            done=st.booleans(),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_holds_change_by_being_written_and_read(holds: list[Hold]) -> None:
    assert holds_of(hold_words(holds), holds, LIBRARY.find) == tuple(holds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ht7 left 40s", "HT7 left 40s"),
        ("HT7 left 1m30s of 2m", "HT7 left 90s of 120s"),
        ("GV20 60", "GV20 midline 60s"),
        ("HT7 left 30s of 60s done", "HT7 left 30s of 60s done"),
        (
            "HT7 left 60s not done; PC6 right 0s of 60s",
            "HT7 left 60s not done, PC6 right 0s of 60s",
        ),
    ],
)
def test_rewritten_holds_are_read(text: str, words: str) -> None:
    assert hold_words(holds_of(text, (), LIBRARY.find)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a hold is missing; write one such as HT7 left 40s"),
        ("XX1 left 40s", "“XX1” is not a known code; write one such as HT7"),
        ("HT7 40s", "a side of HT7 is missing; choose left, right"),
        ("GV20 left 40s", "“left” is not a side of GV20; choose midline"),
        ("HT7 left soon", "“soon” is not a length of time"),
        ("HT7 left", "a length of time is missing"),
        ("HT7 left 2h", "2 h is too long; up to 1 h"),
        ("\x1b left 40s", "␛"),
    ],
)
def test_holds_that_cannot_be_are_refused(text: str, words: str) -> None:
    with pytest.raises(EntryError) as refusal:
        holds_of(text, (), LIBRARY.find)
    assert words in str(refusal.value)
