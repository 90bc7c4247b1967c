"""No circles: a module that imports another is not needed by it, not even inside a function."""

import ast
from collections.abc import Mapping

import pytest
from source_tree import MODULES, full_names, tree

Graph = Mapping[str, set[str]]


def needed(module: str) -> set[str]:
    """The modules that a module imports, wherever in it; what only its types name is left out."""
    for_types = {
        inner
        for node in ast.walk(tree(module))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    names = {
        name
        for node in ast.walk(tree(module))
        if node not in for_types
        for name in full_names(module, node)
    }
    # "from tracker.core.text import dates" names a module, "from ... import day" a part of one.
    modules = {name if name in MODULES else name.rpartition(".")[0] for name in names}
    return modules & set(MODULES) - {module}


def circles(graph: Graph) -> list[set[str]]:
    """Groups of modules that import each other in a circle."""
    reachable: dict[str, set[str]] = {}
    for start in graph:
        seen: set[str] = set()
        left = [start]
        while left:
            new = graph.get(left.pop(), set()) - seen
            seen |= new
            left += new
        reachable[start] = seen
    groups = {
        frozenset(each for each in reachable[start] if start in reachable[each])
        for start in graph
        if start in reachable[start]
    }
    return [set(group) for group in groups]


def test_no_modules_need_each_other() -> None:
    assert circles({module: needed(module) for module in MODULES}) == []


@pytest.mark.parametrize(
    ("graph", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}, "c": {"a"}}, [{"a", "b"}]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"e"}, "e": {"d"}}, [{*"abc"}, {*"de"}]),
    ],
)
def test_a_circle_would_be_seen(graph: Graph, found: list[set[str]]) -> None:
    assert sorted(circles(graph), key=sorted) == sorted(found, key=sorted)
