"""Cautions: every face says the same lines, in the same order, and records the same choices."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HandClock, session_of
from conftest import mat_of as mat_on_the_back

from tracker.cli.context import Clocks, CommandContext
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Layer, Position, Side
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer, MatSetting, Severity
from tracker.practice import cautions
from tracker.practice.cautions import Cautions, LineKind


@pytest.fixture
def context(tmp_path: Path, clock: HandClock) -> CommandContext:
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    return CommandContext(tmp_path / "home", clocks)


def answer(context: CommandContext, *flags: Flag, answer: Answer = Answer.YES) -> None:
    """Answer these flags; every other one with no."""
    now = context.now()
    said = {**dict.fromkeys(Flag, Answer.NO), **dict.fromkeys(flags, answer)}
    context.journal.record(
        *(FlagAnswer(id=ulid(now), made=now, flag=flag, answer=each) for flag, each in said.items())
    )


def texts(found: Cautions) -> list[str]:
    return [line.text for line in found.lines()]


def own(context: CommandContext, *codes: str) -> Routine:
    steps = tuple(RoutineStep(code, Side.LEFT, 60) for code in codes)
    return Routine(id="own", name="mine", steps=steps, made=context.now())


def test_the_strongest_caution_comes_first_and_what_holds_for_everyone_last(
    context: CommandContext,
) -> None:
    answer(context, Flag.PREGNANT, Flag.BLEEDING, Flag.HEART)
    lines = cautions.of_routine(context, context.library.routine("morning")).lines()
    order = list(Severity)
    ranks = [len(order) if each.severity is None else order.index(each.severity) for each in lines]
    assert ranks == sorted(ranks)
    assert lines[0].kind is LineKind.LEFT_OUT
    assert lines[-1].kind is LineKind.GENERAL


def test_points_with_one_reason_share_a_line_that_names_them(context: CommandContext) -> None:
    answer(context, Flag.PREGNANT)
    found = cautions.of_routine(context, own(context, "SP6", "LI4", "SP6", "GV20"))
    first, second, *_ = texts(found)
    reason = context.library.point("SP6").pregnancy.text
    assert first == f"SP6, LI4, leave them alone: {reason}"
    assert second.startswith("GV20, go lightly: ")
    assert found.routine is not None
    assert found.routine.points == ("SP6", "LI4", "GV20")


def test_a_built_in_routine_goes_without_what_is_held_back(context: CommandContext) -> None:
    answer(context, Flag.PREGNANT)
    found = cautions.of_routine(context, context.library.routine("li4"))
    assert found.routine is None
    reason = context.library.point("LI4").pregnancy.text
    assert texts(found) == [f"LI4 is left out, leave it alone: {reason}"]


def test_one_point_or_mat_is_not_named_in_its_own_lines(context: CommandContext) -> None:
    answer(context, Flag.PREGNANT)
    point = context.library.point("LI4")
    assert texts(cautions.of_point(context, point)) == [f"Leave it alone: {point.pregnancy.text}"]
    setting = MatSetting(Position.BELLY, Layer.THICK, 20)
    assert texts(cautions.of_mat(context, setting)) == [
        "Leave it alone: Never the belly in pregnancy.",
        "Ask first: Makers say to avoid the mat in pregnancy, or to ask first.",
    ]


def test_a_record_has_the_cautions_of_its_points_or_its_mat(context: CommandContext) -> None:
    answer(context, Flag.PREGNANT)
    reason = context.library.point("LI4").pregnancy.text
    found = cautions.of_record(context, session_of(point="LI4"))
    assert texts(found) == [f"LI4, leave it alone: {reason}"]
    lain = mat_on_the_back(minutes=20)
    setting = MatSetting(lain.position, lain.layer, 20)
    assert cautions.of_record(context, lain) == cautions.of_mat(context, setting)


@pytest.mark.parametrize("said", [(), (Flag.PREGNANT,)])
def test_an_open_question_is_a_caution_before_a_session_and_none_after_it(
    context: CommandContext, said: tuple[Flag, ...]
) -> None:
    if said:
        answer(context, *said, answer=Answer.NONE)
    before = cautions.of_point(context, context.library.point("LI4"))
    assert texts(before)[0].startswith("Whether you may be pregnant is not answered. ")
    assert texts(cautions.of_record(context, session_of(point="LI4"))) == []


def test_a_choice_to_use_a_point_anyway_is_one_fact_a_point_and_asks_no_more(
    context: CommandContext,
) -> None:
    answer(context, Flag.PREGNANT, Flag.LYMPHOEDEMA)
    found = cautions.of_routine(context, own(context, "SP6", "LI4", "GV20"))
    chosen = cautions.override(context, found, " the midwife agrees\x1b[2J ")
    assert [each.subject for each in chosen] == ["SP6", "LI4"]
    assert {each.flags for each in chosen} == {(Flag.PREGNANT, Flag.LYMPHOEDEMA)}
    assert "\x1b" not in chosen[0].why
    assert cautions.override_label(chosen) == "use SP6, LI4 anyway"
    context.journal.record(*chosen)
    after = cautions.of_routine(context, own(context, "SP6", "LI4", "GV20"))
    assert after.held_back == ()
    assert texts(after) == texts(found)


def test_what_holds_for_everyone_on_a_mat_is_said_and_asks_for_no_choice(
    context: CommandContext,
) -> None:
    answer(context)
    found = cautions.of_mat(context, MatSetting(Position.BELLY, Layer.BARE, 50))
    assert len(found.lines()) == 2
    assert found.held_back == ()


def test_rules_that_cannot_be_read_are_said_and_leave_nothing_to_begin(
    context: CommandContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.library import Library

    empty = Library(tmp_path)
    routine, point = context.library.routine("calm"), context.library.point("LI4")
    monkeypatch.setattr(CommandContext, "library", property(lambda _: empty))
    for found in (
        cautions.of_routine(context, routine),
        cautions.of_point(context, point),
        cautions.of_mat(context, MatSetting()),
        cautions.of_record(context, session_of(point="LI4")),
    ):
        (line,) = found.lines()
        assert line.text.startswith("The cautions cannot be read: guard.toml")
        assert found.routine is None
