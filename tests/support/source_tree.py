"""The product's source as syntax trees: its modules, and what each imports, calls and names."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRACKER = ROOT / "tracker"
MODULES = {
    ".".join(("tracker", *path.relative_to(TRACKER).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(TRACKER.rglob("*.py"))
}


@cache
def text(module: str) -> str:
    return MODULES[module].read_text(encoding="utf-8")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(text(module))


def imports(module: str) -> Iterator[str]:
    """Every name a module imports, wherever in it, in full."""
    for node in ast.walk(tree(module)):
        yield from full_names(module, node)


def full_names(module: str, node: ast.AST) -> Iterator[str]:
    """The names that one node of a module imports, in full; nothing for any other node."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, *([base] if base else [])])
        yield from (f"{base}.{alias.name}" for alias in node.names)


def heads(module: str) -> set[str]:
    """The packages that a module imports."""
    return {name.split(".")[0] for name in imports(module)}


def part(name: str) -> str | None:
    """The part of the tracker that a name belongs to; none for the package itself."""
    head, _, rest = name.partition(".")
    first = rest.partition(".")[0]
    known = bool(first) and ((TRACKER / f"{first}.py").exists() or (TRACKER / first).is_dir())
    if head != "tracker" or not known:
        return None
    return first


def ours(module: str) -> set[str]:
    """The parts that a module knows, beside its own."""
    return {found for name in imports(module) if (found := part(name))} - {part(module)}


def members(*parts: str) -> list[str]:
    return [module for module in MODULES if part(module) in parts]


def breaking(rule: Callable[[str], object], modules: Iterable[str] = tuple(MODULES)) -> list[str]:
    """The modules that break a rule, with what it found in them."""
    return [f"{module}: {found}" for module in modules if (found := rule(module))]


def called(module: str) -> set[str]:
    return {
        node.func.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The name in an expression, with imported names in full; empty if it is not a name."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value, names)}.{node.attr}"
    return names.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def imported(module: str) -> dict[str, str]:
    return names_imported(tree(module))


def names_imported(source: ast.Module) -> dict[str, str]:
    """The names that a source gives to what it imports, each with its full name."""
    names: dict[str, str] = {}
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {
                alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names
            }
    return names
