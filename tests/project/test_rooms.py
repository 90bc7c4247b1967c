"""Rooms are on floors: a module imports its own room and those below, as the map says."""

import ast
import re

import pytest
from source_tree import MODULES, breaking, imports, tree

import tracker

FLOORS = {
    "tracker": (
        ("core",),
        ("disk", "hangup", "suspension", "characters"),
        ("store", "library", "exchange", "checkpoint", "config", "level_colours"),
        ("journal",),
        ("practice",),
        ("ui",),
        ("app",),
        ("cli",),
        ("__main__",),
    ),
    "tracker.core": (
        ("text",),
        ("facts",),
        ("days", "points"),
        ("calendar", "entry"),
        ("session", "insights"),
    ),
    "tracker.ui": (
        ("terminal", "figure"),
        ("widgets",),
        ("screens",),
        ("points", "records", "insights", "settings", "help"),
        ("session", "calendar", "palette"),
        ("mat", "today"),
    ),
}


def room(package: str, name: str) -> str:
    """The room of a package that a name belongs to; empty outside of it and for itself."""
    inside = name.removeprefix(f"{package}.")
    first = inside.partition(".")[0]
    known = any(
        each == f"{package}.{first}" or each.startswith(f"{package}.{first}.") for each in MODULES
    )
    return first if inside != name and known else ""


def floor(package: str, of: str) -> int:
    return next(at for at, rooms in enumerate(FLOORS[package]) if of in rooms)


def test_imports_run_one_way() -> None:
    def upward(module: str) -> list[str]:
        return [
            name
            for package in FLOORS
            if (own := room(package, module))
            for name in imports(module)
            if (there := room(package, name)) and there != own
            if floor(package, there) >= floor(package, own)
        ]

    assert breaking(upward) == []


def test_every_room_has_its_floor() -> None:
    for package, floors in FLOORS.items():
        rooms = {room(package, module) for module in MODULES} - {""}
        assert rooms <= set().union(*floors), package


PACKAGES = [module for module, path in MODULES.items() if path.name == "__init__.py"]
WITH_CODE = {"tracker.library", "tracker.checkpoint", "tracker.store", "tracker.cli"}
MOST = 20
LARGER = {"tracker.cli.commands": 23}
"""Rooms with more modules; these numbers only get smaller."""


def test_the_map_of_the_house_is_true() -> None:
    drawn: dict[str, dict[str, int]] = {}
    for line in (tracker.__doc__ or "").splitlines():
        if heading := re.fullmatch(r"(tracker[.\w]*):", line):
            drawn[heading[1]] = rooms = {}
        elif entry := re.fullmatch(r"    (\d) (\w+) +\S.*", line):
            rooms[entry[2]] = int(entry[1])
    assert drawn == {
        package: {name: at for at, names in enumerate(floors, 1) for name in names}
        for package, floors in FLOORS.items()
    }


def test_a_room_has_about_twenty_modules_at_most() -> None:
    def surplus(package: str) -> int:
        modules = sum(module.rpartition(".")[0] == package for module in MODULES)
        return max(0, modules - LARGER.get(package, MOST))

    assert breaking(surplus, PACKAGES) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_room_says_in_a_paragraph_what_it_is_for_and_what_it_uses(package: str) -> None:
    words = ast.get_docstring(tree(package)) or ""
    assert "\n\n" in words
    assert package == "tracker" or re.search(r"\b[Uu]ses?\b", words)


@pytest.mark.parametrize("package", sorted({*PACKAGES} - WITH_CODE))
def test_importing_a_room_costs_nothing(package: str) -> None:
    assert len(tree(package).body) == 1
