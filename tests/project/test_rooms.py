"""Rooms stand on floors: a module knows its own room and those below."""

from source_tree import MODULES, breaking, imports

FLOORS = {
    "tracker": (
        ("core",),
        ("disk", "hangup"),
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
