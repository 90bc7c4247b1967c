"""The rules the code keeps about itself, read from its syntax trees and tried in an empty home."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from source_tree import (
    MODULES,
    ROOT,
    breaking,
    called,
    dotted,
    heads,
    imported,
    imports,
    members,
    ours,
    text,
    tree,
)

CLOCKS = {
    *(
        f"time.{name}{unit}"
        for name in ("time", "monotonic", "perf_counter")
        for unit in ("", "_ns")
    ),
    *(f"time.{name}" for name in ("process_time", "clock_gettime", "clock_gettime_ns")),
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    "datetime.date.today",
}
WRITES = {f"os.{name}" for name in ("fsync", "replace", "ftruncate", "link")} | {
    *("fcntl.flock", "fcntl.lockf", "shutil.copy", "shutil.copyfile", "shutil.move"),
}
NO_PART_OF_CORE = {"os", "io", "pathlib", "shutil", "tempfile", "time", "socket", "subprocess"}
BROAD = {"Exception", "BaseException"}
VAGUE = re.compile(r"(^|_)(util|helper|common|service|manager)(s)?($|_)")


def test_only_the_app_and_its_screens_know_textual() -> None:
    others = set(MODULES) - {*members("app", "ui")}
    assert breaking(lambda module: heads(module) & {"textual", "rich"}, others) == []


def test_the_commands_open_the_app_and_know_only_the_drawing_of_a_point_of_it() -> None:
    def known(module: str) -> set[str]:
        names = {name for name in imports(module) if name.startswith("tracker.ui.")}
        return names - {"tracker.ui.figure.drawing.drawing"}

    assert breaking(known, members("cli")) == []


def test_there_are_two_classes_of_app() -> None:
    from importlib import import_module

    from textual.app import App

    apps = {
        kind.__name__
        for module in members("app", "ui")
        for kind in vars(import_module(module)).values()
        if isinstance(kind, type) and issubclass(kind, App) and kind.__module__ == module
    }
    assert apps == {"TerminalApp", "TrackerApp"}


def test_no_screen_names_the_store() -> None:
    assert breaking(lambda module: ours(module) & {"store"}, members("ui")) == []


def test_the_core_is_pure() -> None:
    known = sys.stdlib_module_names | {"dateutil", "tracker"}
    assert breaking(lambda module: heads(module) - known, members("core")) == []
    assert breaking(lambda module: heads(module) & NO_PART_OF_CORE, members("core")) == []
    assert breaking(lambda module: called(module) & {"open", "print"}, members("core")) == []


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    def surplus(module: str) -> int:
        return max(0, len(text(module).splitlines()) - 300)

    assert breaking(surplus) == []


def test_a_module_is_named_for_what_it_is() -> None:
    assert breaking(lambda module: [*filter(VAGUE.search, module.split("."))]) == []


def test_nothing_is_left_to_do() -> None:
    left = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    assert breaking(lambda module: left.findall(text(module))) == []


MANNERED = re.compile(
    r"\b(?:for who|whoever|nought|anew|bad end|thin line|unless said)\b", re.IGNORECASE
)


def test_the_english_is_plain() -> None:
    assert breaking(lambda module: MANNERED.findall(text(module))) == []
    assert MANNERED.findall((ROOT / "README.md").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("As sentences, for who listens.", 1),
        ("Points unless said; drawn anew.", 2),
        ("Whoever calls sees a bad end, a thin line and nought.", 4),
        ("For whom: a new line, drawn again.", 0),
    ],
)
def test_the_rule_about_english_would_see_one(sentence: str, count: int) -> None:
    assert len(MANNERED.findall(sentence)) == count


def test_a_file_that_needs_banners_is_two_files() -> None:
    banner = re.compile(r"^\s*# ?(?:--|==|##)", re.MULTILINE)
    assert breaking(lambda module: banner.findall(text(module))) == []


def clocks(module: str) -> set[str]:
    names = imported(module)
    named = {
        dotted(node, names)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute | ast.Name)
    }
    return named & CLOCKS


def test_only_the_app_and_the_commands_read_a_clock() -> None:
    assert breaking(clocks, set(MODULES) - {*members("app", "cli")}) == []


def test_the_rule_about_clocks_would_see_one() -> None:
    assert {name for module in MODULES for name in clocks(module)} & CLOCKS


def writing(module: str) -> set[str]:
    """Calls of a module that write, sync or lock a file."""
    names = imported(module)
    nodes = [node for node in ast.walk(tree(module)) if isinstance(node, ast.Attribute)]
    return {dotted(node, names) for node in nodes} & WRITES | {node.attr for node in nodes} & {
        "write_text",
        "write_bytes",
    }


def test_one_module_writes_files() -> None:
    assert breaking(writing, set(MODULES) - {*members("disk")}) == []
    assert writing("tracker.disk")


def swallowed(module: str) -> list[int]:
    """The lines that take every error and do not hand it on."""
    names = imported(module)
    lines = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ExceptHandler):
            last = node.body[-1]
            handed_on = isinstance(last, ast.Raise) and last.exc is None
            each = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if not handed_on and any(it is None or dotted(it, {}) in BROAD for it in each):
                lines.append(node.lineno)
        elif isinstance(node, ast.Call) and dotted(node.func, names) == "contextlib.suppress":
            lines += [node.lineno for it in node.args if dotted(it, {}) in BROAD]
    return lines


def test_nothing_is_swallowed() -> None:
    assert breaking(swallowed) == []


def run(script: str, home: Path, *, check: bool = True) -> subprocess.CompletedProcess[str]:
    environ = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "TZ": "Europe/Berlin",
    }
    return subprocess.run(
        [sys.executable, "-c", script],
        env=environ,
        cwd=home,
        check=check,
        capture_output=True,
        text=True,
    )


WATCH = """
import os, sys
written = []
def watch(event, args):
    if event == "open" and args[0] != os.devnull:
        path, mode, flags = args
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(str(path))
    elif event in {"os.mkdir", "os.rename", "os.remove", "os.symlink", "os.link", "os.chmod"}:
        written.append(f"{event} {args[0]}")
sys.addaudithook(watch)
"""


def test_importing_writes_nothing(tmp_path: Path) -> None:
    script = f"""{WATCH}
from importlib import import_module
for module in {list(MODULES)!r}:
    import_module(module)
print("\\n".join(written))
"""
    assert run(script, tmp_path).stdout.strip() == ""
    assert not list(tmp_path.iterdir())


def test_the_commands_do_not_load_textual(tmp_path: Path) -> None:
    script = """
import contextlib, io, sys
from tracker.cli import COMMANDS, run
said = io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    assert run(["--version"]) == 0
    assert run(["--help"]) == 0
    for command in COMMANDS:
        assert run([command, "--help"]) == 0, command
    for words in ("log mat 20m", "status", "streak --why", "history", "undo", "points wrist",
                  "point PC6", "routines", "help-now", "doctor"):
        code = run(["--home", "home", *words.split()])
        assert code == 0, (words, said.getvalue())
print(sorted({"textual", "rich"} & set(sys.modules)))
"""
    done = run(script, tmp_path, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_reading_command_writes_nothing_into_an_empty_home(tmp_path: Path) -> None:
    script = """
from tracker.cli import run
for words in ("points wrist", "routines", "help-now"):
    assert run(words.split()) == 0
"""
    run(script, tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


SHEETS = sorted((ROOT / "styles").glob("*.tcss"))
DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;{}]+);")


def literal_colours(sheet: str) -> list[str]:
    from textual_inside import COLOR_NAME_TO_RGB

    names = {name for name in COLOR_NAME_TO_RGB if name != "transparent"}
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return [
        f"{name}: {value}"
        for name, value in DECLARATION.findall(bare)
        if re.search(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)a?\(", value)
        or names & set(re.findall(r"(?<![$\w-])[a-z_]+(?![\w-])", value))
    ]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_has_no_literal_colour(sheet: Path) -> None:
    assert not literal_colours(sheet.read_text(encoding="utf-8"))


def own_style(module: str) -> str:
    """The sheets that a module's widgets carry themselves."""
    return "".join(
        str(node.value.value)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and {dotted(each, {}) for each in node.targets} & {"DEFAULT_CSS", "CSS"}
    )


def test_no_widgets_own_style_has_a_literal_colour() -> None:
    assert breaking(lambda module: literal_colours(own_style(module)), members("app", "ui")) == []


@pytest.mark.parametrize(
    ("sheet", "count"),
    [
        ("A { color: #fff; }", 1),
        ("A { background: red 20%; }", 1),
        ("A { border: round ansi_blue; }", 1),
        ("#left { color: $text-muted; &:hover { background: transparent; } }", 0),
        ("A { /* red: red; */ border-title-color: $rule; }", 0),
    ],
)
def test_the_rule_about_colours_would_see_one(sheet: str, count: int) -> None:
    assert len(literal_colours(sheet)) == count


def test_every_sheet_is_loaded() -> None:
    from tracker.app import TrackerApp
    from tracker.ui.screens.kinds import Dialog, SessionScreen, TabScreen

    for screen in (TabScreen, Dialog, SessionScreen):
        loaded = [*TrackerApp.CSS_PATH, *screen.CSS_PATH]
        assert sorted(Path(path).name for path in loaded) == sorted(sheet.name for sheet in SHEETS)


def test_each_binding_has_its_own_id_and_words() -> None:
    from importlib import import_module

    from textual.binding import Binding

    owners: dict[str, str] = {}
    for module in members("app", "ui"):
        for owner in vars(import_module(module)).values():
            if not isinstance(owner, type) or owner.__module__ != module:
                continue
            for binding in vars(owner).get("BINDINGS", ()):
                assert isinstance(binding, Binding), (owner, binding)
                assert binding.id, (owner, binding)
                assert binding.description.strip(), (owner, binding)
                first = owners.setdefault(binding.id, owner.__qualname__)
                assert first == owner.__qualname__, f"{binding.id}: {first}, {owner}"
    assert owners
