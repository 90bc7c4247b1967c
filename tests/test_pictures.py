"""Each tab as a person sees it who has practised for two thirds of a year: few, and looked at.

``pytest tests/test_pictures.py --snapshot-update`` takes them anew; look at them before they stay.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import HandClock
from given_practice import practice
from live_people import begin, let_pass
from textual.pilot import Pilot

from tracker.app import TrackerApp
from tracker.journal import Journal

Compare = Callable[..., bool]
SIZES = [(80, 24), (120, 40)]
TABS = {"1": "today", "2": "points", "3": "sessions", "4": "mat", "5": "calendar", "6": "insights"}


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """256 colours and UTF-8, as most connections have; whatever the tests run in."""
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "256")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("key", TABS, ids=TABS.get)
def test_a_tab_looks_as_it_did(
    usual_terminal: None,  # noqa: ARG001 - before the app is made
    app: TrackerApp,
    journal: Journal,
    snap_compare: Compare,
    key: str,
    size: tuple[int, int],
) -> None:
    journal.record(*practice())
    assert snap_compare(app, press=[key], terminal_size=size)


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """What config.toml holds when the app is made."""
    folder = tmp_path / "tsubo"
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text(request.param, encoding="utf-8")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "settings",
    [
        f'theme = "{theme}"\npicture = "{picture}"\n'
        for theme in ("tsubo-dark", "tsubo-light")
        for picture in ("colour", "outline")
        if (theme, picture) != ("tsubo-dark", "colour")
    ],
    ids=["dark-outline", "light-colour", "light-outline"],
    indirect=True,
)
def test_the_points_look_as_they_did(
    settings: None,  # noqa: ARG001 - before the app is made
    usual_terminal: None,  # noqa: ARG001 - likewise
    app: TrackerApp,
    snap_compare: Compare,
    size: tuple[int, int],
) -> None:
    assert snap_compare(app, press=["2", "down", "down", "down", "down"], terminal_size=size)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 20)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_a_hold_looks_as_it_did(
    usual_terminal: None,  # noqa: ARG001 - before the app is made
    app: TrackerApp,
    clock: HandClock,
    snap_compare: Compare,
    size: tuple[int, int],
) -> None:
    async def hold(pilot: Pilot[None]) -> None:
        await begin(pilot)
        await let_pass(pilot, clock, 17)

    assert snap_compare(app, run_before=hold, terminal_size=size)


@pytest.mark.parametrize(
    ("colour_system", "settings"),
    [("standard", ""), ("256", 'theme = "tsubo-light"\n'), (None, "")],
    ids=["16-colours", "light", "no-colour"],
    indirect=["settings"],
)
def test_the_year_looks_as_it_did(
    settings: None,  # noqa: ARG001 - before the app is made
    colour_system: str | None,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    journal: Journal,
    snap_compare: Compare,
) -> None:
    if colour_system is None:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.setattr("textual.constants.COLOR_SYSTEM", colour_system)
    app: TrackerApp = request.getfixturevalue("app")
    journal.record(*practice())
    assert snap_compare(app, press=["5"], terminal_size=(80, 24))
