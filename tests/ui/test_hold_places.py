"""Where the parts of a running session stand, for every size of a terminal."""

from __future__ import annotations

from itertools import combinations
from textwrap import wrap

import pytest

from tracker.library import Library
from tracker.ui.session.hold_places import hold_places, is_one_line, rows_above_keys
from tracker.ui.session.mat_places import mat_places

WIDTHS = (30, 32, 39, 40, 44, 45, 50, 60, 71, 72, 80, 100, 109, 110, 120, 159, 160, 200, 300)
HEIGHTS = (*range(8, 26), 30, 39, 40, 50, 59, 60, 100)
PARTS = frozenset({"point", "place", "left", "state", "next", "problem"})
SHARED = frozenset({"problem", "next"})
"""Of these, one is shown at a time where they have the same place."""


@pytest.mark.parametrize("picture", [True, False])
def test_no_part_of_a_hold_covers_another_or_the_keys(*, picture: bool) -> None:
    for width in WIDTHS:
        for rows in HEIGHTS:
            if is_one_line(width, rows):
                continue
            for places in (
                hold_places(width, rows, picture=picture),
                hold_places(width, rows, picture=picture, larger=True),
                mat_places(width, rows),
            ):
                where = f"{width}x{rows}: {places}"
                for (one, here), (other, there) in combinations(places.items(), 2):
                    assert not here.overlaps(there) or {one, other} == SHARED, (one, other, where)
                for part, region in places.items():
                    assert region.right <= width, (part, where)
                    assert region.bottom <= rows_above_keys(width, rows), (part, where)


def test_the_place_of_every_point_has_room_for_all_its_words_at_every_size() -> None:
    every = [point.place for point in Library().points()]
    for width in WIDTHS:
        for rows in HEIGHTS:
            for larger in () if is_one_line(width, rows) else (False, True):
                for place in every:
                    found = hold_places(width, rows, place, picture=True, larger=larger)
                    region = found["place"]
                    assert len(wrap(place, region.width)) <= region.height, (width, rows, place)


def test_side_point_time_what_to_do_and_what_is_next_are_there_at_every_size() -> None:
    for width in WIDTHS:
        for rows in HEIGHTS:
            found = {*hold_places(width, rows, picture=True)}
            assert is_one_line(width, rows) or found >= PARTS, (width, rows)


def test_from_forty_columns_and_twelve_rows_there_is_a_picture() -> None:
    for width in (each for each in WIDTHS if each >= 40):
        for rows in (each for each in HEIGHTS if each >= 12):
            assert "figure" in hold_places(width, rows, picture=True), (width, rows)
