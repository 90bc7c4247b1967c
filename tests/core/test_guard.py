"""The guard: what a person's answers mark, what it leaves out, and what they can override."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.config.settings import Settings
from tracker.core.facts.points import PregnancyLevel
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Layer, Position, Side
from tracker.core.points.guard import (
    Answer,
    Flag,
    MatRule,
    MatSetting,
    Override,
    PointRule,
    Severity,
    mat_subject,
)
from tracker.library import Library

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LIBRARY = Library()
GUARD = LIBRARY.guard
POINTS = LIBRARY.points()
NOBODY = dict.fromkeys(Flag, Answer.NO)

answers = st.dictionaries(st.sampled_from(Flag), st.sampled_from(Answer))


def saying(*flags: Flag) -> dict[Flag, Answer]:
    return {**NOBODY, **dict.fromkeys(flags, Answer.YES)}


def severities(code: str, *flags: Flag) -> list[Severity]:
    return [caution.severity for caution in GUARD.cautions_for(LIBRARY.point(code), saying(*flags))]


def test_every_flag_has_a_question_and_every_rule_a_source() -> None:
    assert {question.flag for question in GUARD.questions} == set(Flag)
    assert all(question.text.endswith("?") for question in GUARD.questions)
    rules: tuple[PointRule | MatRule, ...] = (*GUARD.point_rules, *GUARD.mat_rules)
    for rule in rules:
        assert rule.reason
        assert rule.source in LIBRARY.sources


def test_nothing_is_marked_for_someone_with_no_flag() -> None:
    for point in POINTS:
        assert GUARD.cautions_for(point, NOBODY) == ()


@pytest.mark.parametrize(
    ("code", "flag", "severity"),
    [
        ("LI4", Flag.PREGNANT, Severity.AVOID),
        ("SP6", Flag.PREGNANT, Severity.AVOID),
        ("CV4", Flag.PREGNANT, Severity.AVOID),
        ("ST36", Flag.PREGNANT, Severity.ASK),
        ("PC6", Flag.PREGNANT, Severity.LIGHT),
        ("PC6", Flag.BLEEDING, Severity.LIGHT),
        ("PC6", Flag.SKIN, Severity.LIGHT),
        ("KI1", Flag.NUMBNESS, Severity.LIGHT),
        ("PC7", Flag.NUMBNESS, Severity.ASK),
        ("KI27", Flag.HEART, Severity.ASK),
        ("GB20", Flag.HEART, Severity.ASK),
        ("BL23", Flag.SURGERY, Severity.ASK),
        ("HT7", Flag.SURGERY, Severity.LIGHT),
        ("HT7", Flag.LYMPHOEDEMA, Severity.AVOID),
        ("SP6", Flag.LYMPHOEDEMA, Severity.AVOID),
        ("SP6", Flag.CLOT, Severity.ASK),
        ("GB20", Flag.BONES, Severity.ASK),
        ("HT7", Flag.BONES, Severity.LIGHT),
        ("GB21", Flag.NECK, Severity.ASK),
        ("PC6", Flag.LINES, Severity.AVOID),
        ("KI27", Flag.LINES, Severity.ASK),
    ],
)
def test_a_flag_marks_the_points_it_touches(code: str, flag: Flag, severity: Severity) -> None:
    assert severities(code, flag)[0] is severity


@pytest.mark.parametrize(
    ("code", "flag"),
    [
        ("GV20", Flag.NUMBNESS),
        ("GV20", Flag.LYMPHOEDEMA),
        ("HT7", Flag.HEART),
        ("PC6", Flag.EPILEPSY),
    ],
)
def test_a_flag_leaves_other_points_alone(code: str, flag: Flag) -> None:
    assert severities(code, flag) == []


def test_a_caution_says_why_and_from_where() -> None:
    (caution,) = GUARD.cautions_for(LIBRARY.point("LI4"), saying(Flag.PREGNANT))
    assert "unless your midwife or doctor agrees" in caution.reason
    assert "miscarriage" not in caution.reason
    assert caution.source == "carr2015"
    assert caution.flag is Flag.PREGNANT


def test_the_strongest_caution_comes_first() -> None:
    found = severities("SP6", Flag.BLEEDING, Flag.NUMBNESS, Flag.PREGNANT)
    assert found == [Severity.AVOID, Severity.LIGHT, Severity.LIGHT]


def test_until_pregnancy_is_answered_the_points_to_avoid_are_marked() -> None:
    (caution,) = GUARD.cautions_for(LIBRARY.point("SP6"), {})
    assert caution.severity is Severity.AVOID
    assert caution.reason.startswith("Whether you may be pregnant is not answered.")
    assert GUARD.cautions_for(LIBRARY.point("ST36"), {}) == ()


@pytest.mark.parametrize(
    ("position", "layer", "flag", "severity"),
    [
        (Position.BELLY, Layer.THICK, Flag.PREGNANT, Severity.AVOID),
        (Position.BACK, Layer.THIN, Flag.PREGNANT, Severity.ASK),
        (Position.BACK, Layer.THIN, Flag.BLEEDING, Severity.ASK),
        (Position.BACK, Layer.BARE, Flag.SKIN, Severity.AVOID),
        (Position.BACK, Layer.THIN, Flag.SKIN, Severity.ASK),
        (Position.FEET_STANDING, Layer.SOCKS, Flag.NUMBNESS, Severity.AVOID),
        (Position.BACK, None, Flag.NUMBNESS, Severity.ASK),
        (Position.NECK, None, Flag.HEART, Severity.ASK),
        (None, None, Flag.SURGERY, Severity.ASK),
        (Position.LEGS, None, Flag.LYMPHOEDEMA, Severity.AVOID),
        (Position.SEAT, None, Flag.EPILEPSY, Severity.ASK),
        (Position.LEGS, None, Flag.CLOT, Severity.AVOID),
        (Position.BACK, None, Flag.CLOT, Severity.ASK),
        (Position.BACK, Layer.THICK, Flag.BONES, Severity.ASK),
        (Position.NECK, None, Flag.NECK, Severity.AVOID),
        (None, None, Flag.LINES, Severity.ASK),
        (Position.BELLY, Layer.BARE, None, Severity.AVOID),
    ],
)
def test_a_flag_marks_a_mat_by_position_and_layer(
    position: Position | None, layer: Layer | None, flag: Flag | None, severity: Severity
) -> None:
    said = saying(flag) if flag else NOBODY
    found = GUARD.cautions_for(MatSetting(position, layer), said)
    assert found[0].severity is severity


def test_a_mat_starts_short_and_warns_above_forty_minutes() -> None:
    assert (Settings().mat_start_minutes, Settings().mat_goal_minutes) == (5, 20)
    assert GUARD.cautions_for(MatSetting(Position.BACK, Layer.THIN, 40), NOBODY) == ()
    (caution,) = GUARD.cautions_for(MatSetting(Position.BACK, Layer.THIN, 40.5), NOBODY)
    assert caution.reason.startswith("Longer than 40 minutes")


def test_li4_waits_behind_the_guard_until_the_question_is_answered_no() -> None:
    routine = LIBRARY.routine("li4")
    for said in ({}, saying(Flag.PREGNANT)):
        guarded = GUARD.guarded(routine, LIBRARY.find, said)
        assert guarded.routine is None
        assert len(guarded.held_back) == 2
    assert GUARD.guarded(routine, LIBRARY.find, NOBODY).routine == routine


def test_a_built_in_routine_is_whole_when_nothing_is_answered() -> None:
    for routine in LIBRARY.routines():
        if routine.id not in {"li4", "relaxing", "constipation"}:
            guarded = GUARD.guarded(routine, LIBRARY.find, {})
            assert guarded.routine == routine
            assert guarded.held_back == ()


def test_a_flag_leaves_its_points_out_of_a_built_in_routine_with_the_reason() -> None:
    guarded = GUARD.guarded(LIBRARY.routine("morning"), LIBRARY.find, saying(Flag.PREGNANT))
    assert guarded.routine is not None
    assert guarded.routine.points == ("GV20", "GB20", "KI27")
    assert [held.step.point for held in guarded.held_back] == ["ST36", "ST36"]
    assert all(held.cautions[0].reason for held in guarded.held_back)
    assert {code for code, _ in guarded.cautions} == {"GV20", "GB20", "KI27"}


def test_light_pressure_is_a_mark_and_leaves_nothing_out() -> None:
    guarded = GUARD.guarded(LIBRARY.routine("five"), LIBRARY.find, saying(Flag.BLEEDING))
    assert guarded.routine == LIBRARY.routine("five")
    assert {code for code, _ in guarded.cautions} == set(LIBRARY.routine("five").points)


def test_a_persons_own_routine_keeps_its_points_marked() -> None:
    own = Routine(id="1", name="mine", steps=(RoutineStep("SP6", Side.LEFT, 60),), made=NOW)
    guarded = GUARD.guarded(own, LIBRARY.find, saying(Flag.PREGNANT))
    assert guarded.routine == own
    assert guarded.cautions[0][1].severity is Severity.AVOID


def test_an_override_counts_for_the_flags_it_knew_of() -> None:
    choice = Override(
        id="1", made=NOW, subject="ST36", flags=(Flag.PREGNANT,), why="midwife agrees"
    )
    morning = LIBRARY.routine("morning")
    taken = GUARD.guarded(morning, LIBRARY.find, saying(Flag.PREGNANT), [choice])
    assert taken.routine == morning
    later = GUARD.guarded(morning, LIBRARY.find, saying(Flag.PREGNANT, Flag.LYMPHOEDEMA), [choice])
    assert {held.step.point for held in later.held_back} == {"ST36"}


def test_an_override_needs_plain_words() -> None:
    with pytest.raises(ValueError, match="why: text with control characters is not plain text"):
        Override(id="1", made=NOW, subject="LI4", flags=(), why="\x1b[2J")
    assert mat_subject(MatSetting(Position.BELLY)) == "mat belly"
    assert mat_subject(MatSetting()) == "mat"


def test_safe_for_me_is_what_nothing_holds_back() -> None:
    assert GUARD.safe(POINTS, NOBODY) == {point.code for point in POINTS}
    safe = GUARD.safe(POINTS, saying(Flag.PREGNANT))
    gentle = {p.code for p in POINTS if p.pregnancy.level is PregnancyLevel.GENTLE}
    assert safe == gentle


@settings(deadline=None)
@given(answers)
def test_no_built_in_routine_presses_a_point_to_avoid_unless_answered_no(
    said: dict[Flag, Answer],
) -> None:
    for routine in LIBRARY.routines():
        guarded = GUARD.guarded(routine, LIBRARY.find, said)
        if guarded.routine is not None and said.get(Flag.PREGNANT) is not Answer.NO:
            for code in guarded.routine.points:
                assert LIBRARY.point(code).pregnancy.level is not PregnancyLevel.AVOID
        kept = len(guarded.routine.steps) if guarded.routine else 0
        assert kept + len(guarded.held_back) == len(routine.steps)


@settings(deadline=None)
@given(answers, st.sampled_from(Flag), st.sampled_from(POINTS))
def test_one_more_yes_never_takes_a_caution_away(
    said: dict[Flag, Answer], flag: Flag, point: object
) -> None:
    found = next(each for each in POINTS if each is point)
    before = GUARD.cautions_for(found, said)
    after = GUARD.cautions_for(found, {**said, flag: Answer.YES})
    assert {(c.flag, c.severity) for c in before} <= {(c.flag, c.severity) for c in after}
