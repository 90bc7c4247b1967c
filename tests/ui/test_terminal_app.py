"""The app as a program: a crash report says where it crashed, and nothing that a person wrote."""

from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from tracker.app import TrackerApp

NOTE = "slept badly, thought of Anna"


class BareApp(App[None]):
    """Textual's own app, which shows local variables."""

    BINDINGS = [("c", "crash", "crash")]  # noqa: RUF012 - Textual declares it without ClassVar

    def action_crash(self) -> None:
        crash(note=NOTE)


def crash(*_: object, note: str = NOTE, **__: object) -> None:
    raise RuntimeError(f"a bug met {len(note)} characters")


def crash_report(app: App[Any], keys: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    async def press(pilot: Pilot[object]) -> None:
        await pilot.press(*keys)

    app.run(headless=True, auto_pilot=press)
    assert app.return_code == 1
    return " ".join(capsys.readouterr().err.split())


def test_a_crash_report_says_where_and_holds_no_note(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app.journal, "record", crash)
    assert crash_report(app, ["m", *"20m", "enter"], capsys) == ""
    assert 'raise RuntimeError(f"a bug met' in app.crash_report
    assert "test_terminal_app.py" in app.crash_report
    assert "builtins.RuntimeError" in app.crash_report
    assert "Anna" not in app.crash_report


def test_a_message_that_quotes_a_note_is_not_in_the_report(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def quote(*_: object, **__: object) -> None:
        try:
            int(NOTE)
        except ValueError as wrong:
            raise LookupError(NOTE) from wrong

    monkeypatch.setattr(app.journal, "record", quote)
    assert crash_report(app, ["m", *"20m", "enter"], capsys) == ""
    assert "builtins.ValueError" in app.crash_report
    assert "builtins.LookupError" in app.crash_report
    assert "Anna" not in app.crash_report


def test_textuals_own_report_would_show_the_note(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Anna" in crash_report(BareApp(), ["c"], capsys)
