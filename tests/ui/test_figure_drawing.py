"""The picture of a point as SVG: one file, with the steps as its text."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from transcript import Shell

from tracker.core.facts.sessions import Side
from tracker.library import Library
from tracker.ui.figure.drawing import drawing
from tracker.ui.figure.scene import index


def _root(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  # written here


SVG = "{http://www.w3.org/2000/svg}"


def test_every_point_has_a_drawing_with_its_steps_as_text() -> None:
    for point in Library().points():
        root = _root(drawing(point.code, None, point.find_steps))
        assert point.code in (root.findtext(f"{SVG}title") or "")
        assert root.findtext(f"{SVG}desc") == " ".join(point.find_steps)
        assert root.findall(f"{SVG}circle")
    assert set(index()) == {point.code for point in Library().points()}
    assert drawing("ST24") == ""
    assert "stroke-dasharray" in drawing("GV20")


def test_the_other_side_is_mirrored() -> None:
    def marked(side: Side) -> float:
        circle = _root(drawing("PC6", side)).find(f"{SVG}circle")
        assert circle is not None
        return float(circle.get("cx", ""))

    image = _root(drawing("PC6", Side.LEFT)).find(f"{SVG}image")
    assert image is not None
    middle = float(image.get("x", "")) + float(image.get("width", "")) / 2
    assert abs(marked(Side.LEFT) + marked(Side.RIGHT) - 2 * middle) < 0.1


def test_the_command_writes_it_and_does_not_replace_a_file(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    line = "tsubo point PC6 --picture pc6.svg --side right"
    assert shell.run(line)[2] == 0
    assert shell.run(line)[2] != 0
    assert shell.run(f"{line} --force")[2] == 0
    assert "Right hand and forearm" in shell.run("tsubo point PC6 --picture - --side right")[0]
    assert shell.run("tsubo point PC6 --side left")[2] == 2
