"""The pictures in tests/pictures and README show the current app."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from pictures_of import FOLDER, VISITS, Visit
from pinned import on_pinned
from rich.segment import Segment
from rich.style import Style
from svg_screen import SYSTEMS, svg

pytestmark = pytest.mark.painted

README = Path(__file__).parents[2] / "README.md"


@on_pinned("textual")
@pytest.mark.slow
@pytest.mark.parametrize(
    "visit", VISITS, ids=lambda visit: next(visit.names()).removesuffix(".svg")
)
async def test_the_app_looks_as_in_its_pictures(visit: Visit, tmp_path: Path) -> None:
    taken = await visit.pictures(tmp_path / "home")
    for name, picture in taken.items():
        (tmp_path / name).write_text(picture, encoding="utf-8")
    stale = [name for name, picture in taken.items() if kept(name) != picture]
    assert stale == [], (
        f"{tmp_path} has them as they are now; tests/generate/write_pictures.py renews them"
    )


def kept(name: str) -> str | None:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def test_every_picture_is_taken_once_and_no_other_is_kept() -> None:
    taken = Counter(name for visit in VISITS for name in visit.names())
    assert set(taken.values()) == {1}
    assert sorted(taken) == sorted(path.name for path in FOLDER.iterdir())


def test_a_picture_fetches_nothing_and_runs_nothing() -> None:
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        found = re.findall(r"https?:|url\(|@import|@font-face|href|<script|<image", text)
        assert found == [], path.name


def test_every_picture_that_readme_shows_is_there() -> None:
    shown = re.findall(
        r'(?:src|srcset)="([^"]+)"|!\[[^\]]*\]\(([^)]+)\)', README.read_text("utf-8")
    )
    assert {link or other for link, other in shown} <= {
        path.relative_to(README.parent).as_posix() for path in FOLDER.iterdir()
    }


def picture(text: str, style: str = "#ffffff on #000000") -> str:
    """The drawing of one row."""
    row = [Segment(text, Style.parse(style))]
    return svg([row], len(text), "a title", SYSTEMS["truecolor"])


@pytest.mark.parametrize(
    ("text", "drawing"),
    [
        ("█", 'd="M0 0h10v20h-10z"'),
        ("▄", 'd="M0 10h10v10h-10z"'),
        ("▂", 'd="M0 15h10v5h-10z"'),
        (" ▎", 'd="M10 0h2.5v20h-2.5z"'),
        ("▚", 'd="M0 0h5v10h-5zM5 10h5v10h-5z"'),
        ("░", 'fill-opacity="0.25" d="M0 0h10v20h-10z"'),
        ("⢁", 'd="M2.5 2.5h0M7.5 17.5h0"'),
        ("<a", '<text x="0" y="15" textLength="20" fill="#ffffff">&lt;a</text>'),
        ("a b", '<text x="20" y="15" textLength="10" fill="#ffffff">b</text>'),
    ],
)
def test_a_character_is_drawn_in_its_cell(text: str, drawing: str) -> None:
    assert drawing in picture(text)


def test_a_row_that_differs_by_a_letter_or_a_colour_is_another_picture() -> None:
    seen = [
        picture("12 min"),
        picture("13 min"),
        picture("12 min", "#fffffe on #000000"),
        picture("12 min", "#ffffff on #000001"),
        picture("12 min", "bold #ffffff on #000000"),
    ]
    assert len({*seen}) == len(seen)


def test_few_colours_are_drawn_as_the_terminal_would_show_them() -> None:
    row = [Segment("a", Style.parse("#fefe00 on #101010"))]
    assert 'fill="#ffff00">a<' in svg([row], 1, "", SYSTEMS["standard"])
