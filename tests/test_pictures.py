"""Each tab as a person sees it who has practised for two thirds of a year: few, and looked at.

``pytest tests/test_pictures.py --snapshot-update`` takes them anew; look at them before they stay.
"""

from collections.abc import Callable

import pytest
from given_practice import practice

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
