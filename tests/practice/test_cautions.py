"""Cautions: every face says the same lines, in the same order, and records the same choices."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest
from click import ClickException
from conftest import HandClock, session_of
from conftest import mat_of as mat_on_the_back
from textual.screen import Screen
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.cli.cautions import cautions_of_mat, cautions_of_routine
from tracker.cli.context import Clocks, CommandContext
from tracker.core.entry.practice_line import mat_to_begin
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Kind, Layer, Position, Practice, Side
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import (
    UNANSWERED,
    Answer,
    Flag,
    FlagAnswer,
    MatSetting,
    Override,
    Severity,
)
from tracker.library import Library
from tracker.practice import answers, cautions
from tracker.practice.cautions import Cautions, LineKind
from tracker.practice.pressing import as_pressed, first_routine
from tracker.ui.points.point_text import card, page
from tracker.ui.session.prepare_mat import PrepareMatScreen
from tracker.ui.widgets.choice import Choice
from tracker.ui.widgets.flow import Tone


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


def texts(found: Cautions, opens: str = cautions.IN_SHELL) -> list[str]:
    return [line.text for line in found.lines(opens)]


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


def test_a_person_is_first_offered_what_their_cautions_leave(context: CommandContext) -> None:
    library = context.library
    assert first_routine(context) == library.first_routine
    answer(context, Flag.LINES)
    assert cautions.of_routine(context, library.first_routine).routine is None
    offered = cautions.of_routine(context, first_routine(context)).routine
    assert offered is not None
    assert offered.points


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
    chosen = answers.override(context, found, " the midwife agrees\x1b[2J ")
    assert [each.subject for each in chosen] == ["SP6", "LI4"]
    assert {each.flags for each in chosen} == {(Flag.PREGNANT, Flag.LYMPHOEDEMA)}
    assert "\x1b" not in chosen[0].why
    assert answers.override_label(chosen) == "use SP6, LI4 anyway"
    context.journal.record(*chosen)
    after = cautions.of_routine(context, own(context, "SP6", "LI4", "GV20"))
    assert after.held_back == ()
    assert texts(after) == texts(found)


def test_a_choice_made_before_an_answer_does_not_count_after_it(
    context: CommandContext, clock: HandClock
) -> None:
    routine = own(context, "SP6", "LI4")

    def held_back() -> list[str]:
        return [code for code, _ in cautions.of_routine(context, routine).held_back]

    def choose() -> None:
        found = cautions.of_routine(context, routine)
        context.journal.record(*answers.override(context, found, "as always"))
        clock.seconds += 1

    assert held_back() == ["SP6", "LI4"]  # the question is not answered
    choose()
    assert held_back() == []
    answer(context, answer=Answer.NONE)  # asked and left out: nothing new is known
    assert held_back() == []
    clock.seconds += 1
    answer(context, Flag.PREGNANT)
    assert held_back() == ["SP6", "LI4"]
    choose()
    answer(context, Flag.PREGNANT)  # the same answer once more
    assert held_back() == []


@pytest.mark.parametrize("flag", [Flag.BLEEDING, Flag.NUMBNESS, Flag.BONES, Flag.PREGNANT])
def test_pressure_is_never_more_than_light_once_a_caution_applies(
    context: CommandContext, flag: Flag
) -> None:
    answer(context, flag)
    for point in context.library.points():
        pressed = as_pressed(context, point)
        if cautions.of_point(context, point).lines():
            assert pressed.press.words == "light", point.code
            assert "firm" not in pressed.press.how.casefold()
        else:
            assert pressed is point


def test_the_plain_session_says_how_hard_for_this_person(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    from tracker.cli.plain.session import PlainSession

    class Nobody:
        interactive = False
        closed = True

        def read_line(self, seconds: float | None) -> str | None:  # noqa: ARG002
            return "."

    for flags, words in (((), "Press moderate to firm."), ((Flag.BLEEDING,), "Press light.")):
        clock.seconds += 1  # the later answers count
        answer(context, *flags)
        context.journal.begin(context.today)
        PlainSession(context, Nobody()).start_routine(own(context, "LI4"))
        assert words in capsys.readouterr().out


async def test_the_hold_says_no_more_than_light_to_someone_who_bruises(app: TrackerApp) -> None:
    from screen_text import painted

    from tracker.ui.session.live import LiveScreen

    now = app.now()
    said = {**dict.fromkeys(Flag, Answer.NO), Flag.BLEEDING: Answer.YES}
    app.journal.record(
        *(FlagAnswer(id=ulid(now), made=now, flag=flag, answer=each) for flag, each in said.items())
    )
    steps = (RoutineStep("LI4", Side.LEFT, 60),)
    routine = Routine(id="own", name="mine", steps=steps, settle=0, made=now)
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(routine)
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        assert "press lightly; you bruise easily" in painted(app)
        assert "firm" not in painted(app)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(32, 12), (45, 12), (40, 20), (80, 24)])
async def test_the_question_being_answered_is_in_sight_at_every_size(
    app: TrackerApp, size: tuple[int, int]
) -> None:
    from screen_text import flat, painted

    from tracker.ui.help.about_you import FlagsScreen

    async with app.run_test(size=size) as pilot:
        await app.push_screen(FlagsScreen(first=True, welcomed=True))
        await pilot.pause()
        for question in Library().guard.questions:
            await pilot.pause()
            assert question.short in painted(app), question.flag
            assert "".join(question.text.split()) in "".join(flat(app).split()), question.flag
            await pilot.press("n")
        await pilot.press("enter")
        await pilot.pause()
        assert set(app.personal.answers.values()) == {Answer.NO}


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


# the faces: the same lines, on every page of the app and in every command


def said_by(*flags: Flag) -> dict[Flag, Answer]:
    return {**dict.fromkeys(Flag, Answer.NO), **dict.fromkeys(flags, Answer.YES)}


ANSWERS: Final[dict[str, dict[Flag, Answer]]] = {
    "nothing": {},
    "all no": said_by(),
    **{flag.value: said_by(flag) for flag in Flag},
    "all yes": said_by(*Flag),
}
"""Possible answers of a person: none, each flag alone, all."""

POINTS: Final = Library().points()
POSITIONS: Final = (None, *Position)
LAYERS: Final = (None, *Layer)
MATS: Final = [
    MatSetting(position, layer, minutes)
    for at, position in enumerate(POSITIONS)
    for minutes, layer in ((20.0, LAYERS[at % 5]), (50.0, LAYERS[(at + 2) % 5]))
]
"""Every position, short and long, each with two layers."""
OPEN: Final = "The questions about you are not answered. `tsubo flags` answers them."
OPEN_HERE: Final = "The questions about you are not answered. G answers them."
LINES: Final = [
    " ".join(filter(None, (f"{mat.minutes:g}m", mat.position, mat.layer))) for mat in MATS
]


_AT_ONCE: Final = ("nothing", "pregnant", "all yes")
"""The cases that the quick run has; with all of them it would take half a minute longer."""


@pytest.fixture(
    params=[
        name if name in _AT_ONCE else pytest.param(name, marks=pytest.mark.slow) for name in ANSWERS
    ]
)
def person(request: pytest.FixtureRequest, shell: Shell, app: TrackerApp) -> CommandContext:
    """A person in the shell and in the app, with the same answers."""
    context = CommandContext(shell.folder / "home", Clocks(wall=shell.now.timestamp))
    for journal in (context.journal, app.journal):
        for flag, answer in ANSWERS[str(request.param)].items():
            now = context.now()
            journal.record(FlagAnswer(id=ulid(now), made=now, flag=flag, answer=answer))
    return context


def test_every_caution_of_the_guard_follows_from_some_answer() -> None:
    guard = Library().guard
    said: set[str] = set()
    settings = [
        MatSetting(position, layer, minutes)
        for position in POSITIONS
        for layer in LAYERS
        for minutes in (20, 50)
    ]
    for given in ANSWERS.values():
        for point in POINTS:
            said.update(each.reason for each in guard.cautions_for(point, given))
        for use in settings:
            said.update(each.reason for each in guard.cautions_for(use, given))
    rules = {each.reason for each in guard.point_rules} | {each.reason for each in guard.mat_rules}
    levels = {point.pregnancy.text for point in POINTS}
    assert rules | levels <= said
    walked = {each.reason for mat in MATS for each in guard.cautions_for(mat, ANSWERS["all yes"])}
    assert {each.reason for each in guard.mat_rules} <= walked  # by the faces below


def test_where_questions_were_left_out_the_page_says_how_to_answer_and_asks_nothing(
    context: CommandContext,
) -> None:
    calm = cautions.of_routine(context, context.library.routine("calm"))
    assert texts(calm).count(OPEN) == 1
    assert calm.held_back == ()
    mat = cautions.of_mat(context, MatSetting(minutes=5))
    assert (texts(mat), mat.held_back) == ([OPEN], ())
    assert texts(cautions.of_point(context, context.library.point("PC6"))) == []
    now = context.now()
    for count, words, what in (
        (1, "11 questions about you are", "them"),
        (11, "1 question about you is", "it"),
    ):
        flags = list(Flag)[:count]
        context.journal.record(
            *(FlagAnswer(id=ulid(now), made=now, flag=each, answer=Answer.NO) for each in flags)
        )
        said = texts(cautions.of_mat(context, MatSetting(minutes=5)))
        assert said == [f"{words} not answered. `tsubo flags` answers {what}."]


@pytest.mark.parametrize("on", ["points", "mat"])
async def test_the_key_that_a_prepare_page_names_answers_the_questions_there(
    app: TrackerApp, on: str
) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        if on == "mat":
            await app.push_screen(PrepareMatScreen())
        else:
            app.begin(app.library.routine("calm"))
        await pilot.pause()
        prepare = app.screen
        assert OPEN_HERE in shown(prepare, "#cautions")
        await pilot.press("G", *"n" * len(Flag), "enter")
        await pilot.pause()
        assert app.screen is prepare
        assert not any("answers" in line for line in shown(prepare, "#cautions"))


def all_of(context: CommandContext) -> Routine:
    """A personal routine of every point."""
    steps = tuple(RoutineStep(point.code, point.sides[0], 60) for point in POINTS)
    return Routine(id="own", name="everything", steps=steps, made=context.now())


def stderr_lines(err: str) -> list[str]:
    return [line.removeprefix("tsubo: ") for line in err.splitlines()]


def shown(screen: Screen[Any], widget: str) -> list[str]:
    """The lines of a widget that has lines."""
    found = screen.query_one(widget, Static)
    return [line for line in str(found.content).split("\n") if line] if found.display else []


def test_of_a_point_the_command_and_the_page_and_the_card_say_the_same(
    person: CommandContext, shell: Shell
) -> None:
    for point in POINTS:
        found = cautions.of_point(person, point)
        expected = texts(found)
        out, _, code = shell.run(f"tsubo point {point.code}")
        printed = [line.removeprefix("- ") for line in map(str.strip, out.splitlines())]
        assert [line for line in printed if line in expected] == expected
        assert code == 0
        answer = json.loads(shell.run(f"tsubo point {point.code} --json")[0])
        assert [each["text"] for each in answer["cautions"]] == expected
        pressed = as_pressed(person, point).press
        assert answer["point"]["press"]["pressure"] == list(pressed.pressure)
        expected = texts(found, cautions.BY_KEY)
        for paragraphs in (
            page(point, person.library, found),
            card(point, person.library, found),
            card(point, person.library, found, brief=False),
        ):
            said = [each for each in paragraphs if each.text in expected]
            assert [each.text for each in said] == expected
            assert all(each.tone is Tone.CARE or each.text == OPEN_HERE for each in said)


def test_of_a_session_the_prepare_page_and_the_plain_session_say_the_same(
    person: CommandContext, capsys: pytest.CaptureFixture[str]
) -> None:
    person.journal.begin(person.today)
    for routine in (*person.library.routines(), all_of(person)):
        expected = texts(cautions.of_routine(person, routine))
        capsys.readouterr()
        found: list[str] = []
        with suppress(ClickException):
            found = texts(cautions_of_routine(person, routine))
        assert found or stderr_lines(capsys.readouterr().err) == expected
        assert found in ([], expected)


@pytest.mark.slow
async def test_of_a_session_the_app_says_the_same(person: CommandContext, app: TrackerApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        for routine in (*app.library.routines(), all_of(person)):
            app.begin(routine)
            await pilot.pause()
            expected = texts(cautions.of_routine(person, routine), cautions.BY_KEY)
            assert shown(app.screen, "#cautions") == expected
            app.pop_screen()


async def test_of_a_log_of_points_the_dialog_and_the_command_say_the_same(
    person: CommandContext, shell: Shell, app: TrackerApp
) -> None:
    codes = " ".join(
        point.code if point.sides[0] is Side.MIDLINE else f"{point.code} {point.sides[0]}"
        for point in POINTS
    )
    _, err, code = shell.run(f"tsubo log points {codes}")
    assert code == 0
    assert person.journal.poll()
    (record,) = person.journal.newest(Kind.POINTS)
    expected = texts(cautions.of_record(person, record))
    *said, _ = stderr_lines(err)  # the last line is the effect on the streak
    assert said == expected
    for point in POINTS:
        alone = cautions.of_record(person, session_of(point=point.code)).lines()
        assert [line.reason for line in alone] == [
            line.reason
            for line in cautions.of_point(person, point).lines()
            if not line.reason.startswith(UNANSWERED) and line.kind is not LineKind.OPEN
        ]
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("a")
        app.screen.query_one("#line", Input).value = codes
        await pilot.pause()
        assert shown(app.screen, "#caution") == expected


@pytest.mark.slow
async def test_of_a_mat_every_page_of_the_app_says_the_same(
    person: CommandContext, app: TrackerApp
) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        dialog = app.screen
        await app.push_screen(PrepareMatScreen())
        await pilot.pause()
        prepare = app.screen
        for mat, line in zip(MATS, LINES, strict=True):
            expected = texts(cautions.of_mat(person, mat), cautions.BY_KEY)
            afterwards = [text for text in expected if text != OPEN_HERE]
            dialog.query_one("#line", Input).value = line
            for name, value in (("position", mat.position), ("layer", mat.layer)):
                prepare.query_one(f"#{name}", Choice).show([value] if value else [])
            prepare.query_one("#length", Input).value = f"{mat.minutes:g}m"
            await pilot.pause()
            assert shown(dialog, "#caution") == afterwards, line
            assert shown(prepare, "#cautions") == expected, line


def test_of_a_mat_the_commands_say_the_same(person: CommandContext, shell: Shell) -> None:
    for mat, line in zip(MATS, LINES, strict=True):
        _, err, code = shell.run(f"tsubo log mat {line}")
        *said, _ = stderr_lines(err)
        expected = [text for text in texts(cautions.of_mat(person, mat)) if text != OPEN]
        assert (said, code) == (expected, 0)
    for mat, line in zip(MATS, LINES, strict=True):
        found = cautions_of_mat(person, mat_to_begin(line))
        assert texts(found) == texts(cautions.of_mat(person, mat)), line
    # counts up: the goal is what it is taken for
    upwards = cautions.of_mat(person, MatSetting(Position.BELLY, minutes=20))
    assert texts(cautions_of_mat(person, mat_to_begin("belly"))) == texts(upwards)


def test_the_report_says_the_same_of_all_that_was_done(
    person: CommandContext, shell: Shell
) -> None:
    done: list[Practice] = [session_of(point=point.code) for point in POINTS]
    done += [
        replace(mat_on_the_back(minutes=mat.minutes), position=mat.position, layer=mat.layer)
        for mat in MATS
    ]
    done.sort(key=lambda record: (record.started, record.id))
    person.journal.record(*done)
    found = cautions.of_records(person, done)
    reasons = [line.reason for line in found.lines()]
    assert len(set(reasons)) == len(reasons)
    alone = {line.reason for each in done for line in cautions.of_record(person, each).lines()}
    assert alone == set(reasons)
    shell.run("tsubo export out.html")
    page = next(shell.folder.rglob("out.html")).read_text("utf-8")
    _, _, section = page.partition("<h2>Cautions</h2>")
    listed = re.findall("<li>(.*)</li>", section.partition("</section>")[0])
    said = [unescape(each) for each in listed]
    assert [line for line in said if line in texts(found)] == texts(found)


def test_anyway_uses_what_is_left_out_and_records_the_choice(context: CommandContext) -> None:
    answer(context, Flag.PREGNANT)
    morning = context.library.routine("morning")
    without = cautions_of_routine(context, morning).routine
    assert without is not None
    assert "ST36" not in without.points
    assert cautions_of_routine(context, morning, "the midwife agrees").routine == morning
    (choice,) = context.journal.facts(Override)
    assert (choice.subject, choice.flags) == ("ST36", (Flag.PREGNANT,))
    assert choice.why == "the midwife agrees"
    undoable = context.journal.undoable
    assert undoable is not None
    assert undoable.label == "use ST36 anyway"
    cautions_of_routine(context, morning, "again")
    assert len(context.journal.facts(Override)) == 1


def test_anyway_on_the_mat_is_recorded_under_the_mat(context: CommandContext) -> None:
    answer(context, Flag.HEART)
    cautions_of_mat(context, mat_to_begin("10m"), "my doctor knows")
    (choice,) = context.journal.facts(Override)
    assert (choice.subject, choice.flags) == ("mat", (Flag.HEART,))


def test_a_reason_that_is_longer_than_a_note_is_refused_before_anything_is_recorded(
    shell: Shell,
) -> None:
    shell.run("tsubo flags pregnant yes")
    _, err, code = shell.run(f"tsubo log points LI4 --anyway {'w' * 4001}")
    assert code == 2
    assert "--anyway: why: 4001 characters" in err
    assert "Nothing is recorded" in shell.run("tsubo history")[1]


def test_a_routine_of_which_nothing_is_left_is_refused_with_the_way_on(shell: Shell) -> None:
    context = CommandContext(shell.folder / "home", Clocks(wall=shell.now.timestamp))
    with pytest.raises(ClickException, match=r"every point is left out.*--anyway WHY"):
        cautions_of_routine(context, context.library.routine("li4"))
