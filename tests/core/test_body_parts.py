from __future__ import annotations

import pytest

from tracker.core.points.body_parts import PARTS, part_of
from tracker.library import Library


@pytest.mark.parametrize(
    ("region", "part"),
    [
        ("top of the head", "head"),
        ("behind the ear", "head"),
        ("back of the neck", "neck and shoulders"),
        ("top of the shoulder", "neck and shoulders"),
        ("back of the hand", "arm and hand"),
        ("Inner Wrist", "arm and hand"),
        ("upper chest", "chest"),
        ("lower abdomen", "belly"),
        ("inner ankle", "leg"),
        ("sole of the foot", "foot"),
        ("lower back", "back"),
        ("your own points", None),
        ("", None),
    ],
)
def test_a_region_lies_on_one_part(region: str, part: str | None) -> None:
    assert part_of(region) == part


def test_every_point_of_the_library_lies_on_a_part_and_no_part_is_empty() -> None:
    assert {part_of(point.region) for point in Library().points()} == set(PARTS)
