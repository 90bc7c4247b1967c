"""Textual's private names: one room may use them, and its docstring lists each, with why."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

import pytest
from source_tree import breaking, dotted, members, names_imported, tree

import tracker.ui.terminal

ROOM = "tracker.ui.terminal"
SCREENS = members("app", "ui")
LISTED: dict[str, str] = dict(
    re.findall(r"^(textual\.\S+)\n    (\S.*)$", tracker.ui.terminal.__doc__ or "", re.MULTILINE)
)
"""The names of the room's table, each with why."""


def is_private(name: object) -> bool:
    return isinstance(name, str) and name.startswith("_") and not name.startswith("__")


def is_self(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return dotted(node.func, {}) == "super"
    return dotted(node, {}) in {"self", "cls"}


def names_of_class(body: ast.ClassDef) -> set[str]:
    """Private names that a class defines, or uses of ``self``."""
    names = {
        node.attr
        for node in ast.walk(body)
        if isinstance(node, ast.Attribute) and is_self(node.value)
    }
    for node in body.body:
        match node:
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name):
                names.add(name)
            case ast.Assign([ast.Name(name)]) | ast.AnnAssign(ast.Name(name)):
                names.add(name)
    return {*filter(is_private, names)}


def names_by_class(source: ast.Module) -> dict[str, set[str]]:
    classes = (node for node in ast.walk(source) if isinstance(node, ast.ClassDef))
    return {node.name: names_of_class(node) for node in classes}


@cache
def textual_names(module: str) -> dict[str, set[str]]:
    return names_by_class(ast.parse(inspect.getsource(import_module(module))))


def inherited(kind: type) -> dict[str, str]:
    """The private names that a class has from Textual, each in full."""
    names: dict[str, str] = {}
    for base in kind.__mro__:
        if base.__module__.startswith("textual"):
            for name in textual_names(base.__module__).get(base.__name__, ()):
                names.setdefault(name, f"{base.__module__}.{base.__qualname__}.{name}")
    return names


@cache
def used_by_classes() -> dict[str, set[str]]:
    """The names that our classes override, or use of themselves, by module of ours."""
    used: dict[str, set[str]] = {module: set() for module in SCREENS}
    for module in SCREENS:
        for kind in vars(import_module(module)).values():
            if isinstance(kind, type) and kind.__module__ == module:
                theirs = inherited(kind)
                for base in kind.__mro__:
                    if base.__module__ in used:
                        ours = names_by_class(tree(base.__module__)).get(base.__name__, set())
                        used[base.__module__] |= {theirs[name] for name in ours & set(theirs)}
    return used


def imports_of(source: ast.Module) -> Iterator[str]:
    """Private modules and names that are imported from Textual."""
    for node in ast.walk(source):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("textual.") and any(map(is_private, name.split("."))):
                yield name


def patches_of(source: ast.Module, names: dict[str, str]) -> Iterator[str]:
    """Names of Textual that are replaced: ``Kind.name = ...``, ``vars(module)["name"] = ...``."""
    for node in ast.walk(source):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            match target:
                case ast.Attribute():
                    name = dotted(target, names)
                case ast.Subscript(ast.Call(args=[of]), ast.Constant(str(key))):
                    name = f"{dotted(of, names)}.{key}"
                case _:
                    name = ""
            if name.startswith("textual."):
                yield name


def reached(source: ast.Module, names: dict[str, str]) -> Iterator[str]:
    """Private attributes of other objects that no class of the module defines."""
    ours = set().union(*names_by_class(source).values())
    for node in ast.walk(source):
        match node:
            case ast.Attribute(value, attr) if not is_self(value):
                root = dotted(value, names).partition(".")[0]
            case ast.Call(ast.Name("getattr" | "setattr"), [_, ast.Constant(str(attr)), *_]):
                root = ""
            case _:
                continue
        if is_private(attr) and attr not in ours and root != "os":
            yield f"textual.*.{attr}"


def private_uses(source: ast.Module) -> set[str]:
    names = names_imported(source)
    return {*imports_of(source), *patches_of(source, names), *reached(source, names)}


def uses_of(module: str) -> set[str]:
    """Every private use of a module; what is reached of an unknown class counts by its name."""
    used = private_uses(tree(module)) | used_by_classes()[module]
    by_attribute = {f"textual.*.{name.rpartition('.')[2]}": name for name in LISTED}
    return {by_attribute.get(name, name) for name in used}


def exists(name: str) -> bool:
    """Whether the installed Textual has a module, class, function or attribute of this name."""
    parts = name.split(".")
    for at in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:at]))
        except ModuleNotFoundError:
            continue
        for part in parts[at:-1]:
            found = getattr(found, part, None)
        last = parts[-1]
        own = isinstance(found, type) and last in textual_names(found.__module__).get(
            found.__name__, set()
        )
        return at == len(parts) or own or hasattr(found, last)
    return False


def test_only_the_room_of_the_terminal_uses_private_names() -> None:
    others = [module for module in SCREENS if not module.startswith(ROOM)]
    assert breaking(uses_of, others) == []


def test_every_private_name_in_use_is_listed_with_why() -> None:
    used = set().union(*(uses_of(module) for module in SCREENS))
    assert used == set(LISTED)


@pytest.mark.parametrize("name", LISTED)
def test_textual_has_every_private_name_that_is_listed(name: str) -> None:
    assert exists(name)


@pytest.mark.parametrize(
    "name", ["textual._gone", "textual.app.App._gone", "textual._compositor.Compositor._gone"]
)
def test_a_private_name_that_went_away_would_be_seen(name: str) -> None:
    assert not exists(name)


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("from textual._compositor import Compositor", {"textual._compositor.Compositor"}),
        ("import textual._callback", {"textual._callback"}),
        ("from textual.app import _NullFile", {"textual.app._NullFile"}),
        ("from textual.app import App\nApp.bell = print", {"textual.app.App.bell"}),
        ("import textual.app as a\nvars(a)['App'] = print", {"textual.app.App"}),
        ("driver = app._driver", {"textual.*._driver"}),
        ("getattr(app, '_driver')", {"textual.*._driver"}),
        ("class A:\n    def _x(self): ...\n    def of(self, other): other._x", set()),
        ("import os\nos._exit(0)\napp.driver.write('')", set()),
    ],
)
def test_the_rule_about_private_names_would_see_one(source: str, used: set[str]) -> None:
    assert private_uses(ast.parse(source)) == used
