from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.entry.new_records import EntryError
from tracker.core.entry.points_in_line import SIDES, Chosen, ChosenPoint, points_in
from tracker.core.entry.practice_line import PointNames, points_entry
from tracker.core.entry.time_words import FILLERS, words_of
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Side
from tracker.core.text.visible import visible
from tracker.library import Library

MADE = datetime(2026, 11, 22, tzinfo=UTC)
BUILT_IN = Library()
MINE = Routine(
    id="01M817QNM00000000000000002",
    name="The slow one, for my late evenings at home",
    steps=(RoutineStep("GV20", Side.MIDLINE, 45),),
    made=MADE,
)
SHORT = replace(MINE, id="01M817QNM00000000000000003", name="10 min")
SYMBOL = replace(MINE, id="01M817QNM00000000000000004", name="☯")
LIBRARY = BUILT_IN.joined((), (MINE, SHORT, SYMBOL))
NAMES = PointNames(find_point=LIBRARY.find, find_routine=LIBRARY.find_routine)
POINTS = LIBRARY.points()


def chosen(text: str) -> Chosen:
    return points_in(words_of(text), LIBRARY.find, LIBRARY.find_routine)


def steps(text: str, usual: float | None = None) -> str:
    line = points_entry(text, NAMES, usual=usual)
    return ", ".join(f"{step.point} {step.side} {step.seconds:g}s" for step in line.steps)


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("HT7", "HT7 left 60s, HT7 right 60s"),
        ("PC6", "PC6 left 120s, PC6 right 120s"),
        ("PC6 90s", "PC6 left 90s, PC6 right 90s"),
        ("HT7 l", "HT7 left 60s"),
        ("HT7 R", "HT7 right 60s"),
        ("KI27 b", "KI27 both 60s"),
        ("KI27 both 90s", "KI27 both 90s"),
        ("LI4 PC6 l 60s", "LI4 left 60s, LI4 right 60s, PC6 left 60s"),
        ("LI4 l", "LI4 left 60s"),
        ("GV20 midline", "GV20 midline 60s"),
        ("ht7 on the left for 1m30s", "HT7 left 90s"),
        ("HT 7 left", "HT7 left 60s"),
        ("HT7,90s", "HT7 left 90s, HT7 right 90s"),
        ("HT7 1:30", "HT7 left 90s, HT7 right 90s"),
        ("30s GV20", "GV20 midline 30s"),
        ("ear shenmen l", "TF4 left 60s"),
        ("HT7 r; GV20", "HT7 right 60s, GV20 midline 60s"),
        ("the calm", "HT7 left 40s, HT7 right 40s, PC6 left 40s, PC6 right 40s"),
        ("THREE Calm minutes 30s", "HT7 left 30s, HT7 right 30s, PC6 left 30s, PC6 right 30s"),
        ("the slow one, for my late evenings at home", "GV20 midline 45s"),
        ("The Slow One for my late evenings at home 50s", "GV20 midline 50s"),
        ("10 min", "GV20 midline 45s"),
        ("HT7 left 10 min", "HT7 left 600s"),
        ("10 min 50s", "GV20 midline 50s"),
        ("☯ 50s", "GV20 midline 50s"),
    ],
)
def test_points_and_routines_are_read_with_their_sides_and_length(text: str, pressed: str) -> None:
    assert steps(text) == pressed


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "no points are named; write a routine (calm) or points (PC6 HT7 left), and a hold"),
        ("90s", "no points are named"),
        ("xx9", "“xx9” is not understood"),
        ("HT7 soon 90s", "“soon” is not understood"),
        ("HT7 90", "“90” has no unit; write 90s or 90m"),
        ("HT7 yesterday", "“yesterday” is not understood"),
        ("HT7 2h", "hold: 2 h is too long; 1 s to 1 h"),
        ("HT7 0.5s", "hold: 0.5 s is too short; 1 s to 1 h"),
        ("GV20 left", "“left” is not a side of GV20; choose midline"),
        ("LI4 both", "“both” is not a side of LI4; choose left, right"),
        ("calm left", "“left” is not understood"),
        ("left HT7", "“left” is not understood"),
        ("calm HT7", "“calm”, “HT7”: too many; write one routine alone"),
        ("HT7 \x1b[31m", "␛[31m"),
    ],
)
def test_a_line_that_cannot_be_pressed_says_what_to_write(text: str, refusal: str) -> None:
    with pytest.raises(EntryError) as refused:
        steps(text)
    assert refusal in str(refused.value)
    assert visible(str(refused.value)) == str(refused.value)


def test_the_usual_hold_is_for_points_without_a_length() -> None:
    assert steps("PC6 l HT7 l", usual=90) == "PC6 left 90s, HT7 left 90s"
    assert steps("PC6 l 30s", usual=90) == "PC6 left 30s"
    assert steps("the slow one for my late evenings at home", usual=90) == "GV20 midline 45s"


def test_a_hold_apart_from_the_line_is_for_every_hold_of_it() -> None:
    line = points_entry("calm", NAMES, hold=30, usual=90)
    assert {step.seconds for step in line.steps} == {30}
    assert line.routine == LIBRARY.routine("calm")


def test_a_hold_is_given_once() -> None:
    with pytest.raises(EntryError, match="given twice") as refused:
        points_entry("PC6 90s", NAMES, hold=30)
    assert refused.value.field == "hold"


CODES = st.sampled_from(POINTS).flatmap(
    lambda point: st.sampled_from(sorted(point.names)).flatmap(
        lambda name: st.sampled_from([name, name.upper()]).map(lambda word: (point, word))
    )
)
SIDED = CODES.flatmap(
    lambda pair: (
        st.sampled_from([word for word in SIDES if SIDES[word] in pair[0].allowed_sides])
        .flatmap(lambda side: st.sampled_from(["", side, side.upper()]))
        .map(lambda side: (*pair, side))
    )
)


@given(
    st.lists(SIDED, min_size=1, max_size=6),
    st.sampled_from([" ", ", ", "; ", "  "]),
    st.sampled_from(["", "90s", "1 min 30 s", "1:30"]),
)
def test_any_points_are_read_as_they_were_written(
    written: list[tuple[object, str, str]], between: str, length: str
) -> None:
    text = between.join([f"{word} {side}".strip() for _, word, side in written] + [length])
    line = points_entry(text, NAMES)
    assert line.routine is None or len(written) == 1
    expected = [
        (step.point, step.side, 90 if length else step.seconds)
        for point, _, side in written
        for step in ChosenPoint(point, SIDES.get(side.casefold())).steps(None, None)  # type: ignore[arg-type]
    ]
    assert [(step.point, step.side, step.seconds) for step in line.steps] == expected


@given(st.lists(st.text(max_size=12), max_size=8).map(" ".join))
def test_every_word_is_a_name_or_is_left(text: str) -> None:
    line = chosen(text)
    named = [line.words[place] for each in line.names for place in each.places]
    left = [word for word in line.words if word.casefold() not in FILLERS]
    assert sorted([*named, *line.rest]) == sorted(
        [*left, *(word for word in named if word.casefold() in FILLERS)]
    )


@given(st.text(max_size=60), st.none() | st.floats(1, 3600))
def test_any_text_gives_steps_or_words(text: str, usual: float | None) -> None:
    try:
        line = points_entry(text, NAMES, usual=usual)
    except EntryError as refusal:
        words = str(refusal)
    else:
        words = ""
        assert line.steps
    assert visible(words) == words


def test_a_name_of_a_routine_and_a_point_is_the_routine_when_it_stands_alone() -> None:
    assert points_entry("li4 60s", NAMES).routine == LIBRARY.routine("li4")
    assert points_entry("li4 right", NAMES).routine is None
    assert points_entry("li4 ht7", NAMES).routine is None


def test_a_routine_of_a_symbol_is_found_by_it_alone() -> None:
    assert LIBRARY.find_routine("☯") == SYMBOL
    assert LIBRARY.find_routine("-") is None
    assert LIBRARY.find_routine("") is None


@pytest.mark.parametrize("routine", LIBRARY.routines(), ids=lambda routine: routine.id)
def test_a_routine_is_found_by_id_and_by_name_in_any_case(routine: Routine) -> None:
    for name in (routine.id, routine.name, routine.name.upper(), routine.name.casefold()):
        assert points_entry(name, NAMES).steps == routine.steps
