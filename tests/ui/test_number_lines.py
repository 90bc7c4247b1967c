"""Phone numbers stay whole on the page for hard moments, however narrow it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from screen_text import painted

from tracker.app import TrackerApp
from tracker.library import Library
from tracker.ui.help.help_now import HelpNowScreen
from tracker.ui.help.number_lines import wrapped

letters = st.text(st.sampled_from("ab1 2內,-()"), max_size=80)


@given(letters, st.integers(4, 60))
def test_no_row_is_wider_than_its_room_and_no_letter_is_lost(line: str, width: int) -> None:
    rows = wrapped(line, width)
    assert all(cell_len(row) <= width for row in rows)
    assert "".join(rows).replace(" ", "") == line.replace(" ", "")


def test_a_number_goes_whole_to_the_next_row_and_the_rows_keep_their_indent() -> None:
    assert wrapped("    0800 111 0 111 / 0800 111 0 222", 24) == [
        "    0800 111 0 111 /",
        "    0800 111 0 222",
    ]
    assert wrapped("Anna, my sister: 0170 123456", 24) == ["Anna, my sister:", "0170 123456"]
    assert wrapped("", 10) == [""]


@pytest.mark.parametrize("columns", [32, 40])
async def test_every_number_of_every_country_is_whole(app: TrackerApp, columns: int) -> None:
    helplines = Library().helplines()
    async with app.run_test(size=(columns, 700)) as pilot:
        app.push_screen(HelpNowScreen(helplines, "DE"))
        await pilot.pause()
        shown = painted(app)
        for line in helplines.verified:
            for number in line.contact.replace(" or ", " / ").split(" / "):
                assert number in shown or cell_len(number) > columns - 8
