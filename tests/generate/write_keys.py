"""Writes the table of keys from the bindings themselves: run it after a binding has changed.

    python tests/generate/write_keys.py

It renews ``tracker/data/keys.tsv``, and README's table between its two marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path

from textual.app import App
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from tracker.config.keymap import KEYS, Key, key_table
from tracker.ui.widgets.key_line import key_symbol

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BEGIN, END = "<!-- keys -->", "<!-- end of keys -->"


def bindings() -> Iterator[tuple[type, Binding]]:
    """Every binding of the app and its screens with the class it is of, the app's first."""
    paths = [ROOT / "tracker" / "app.py", *sorted((ROOT / "tracker" / "ui").rglob("*.py"))]
    for path in paths:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for owner in vars(import_module(name)).values():
            if isinstance(owner, type) and owner.__module__ == name:
                bound = vars(owner).get("BINDINGS", ())
                yield from ((owner, each) for each in bound if isinstance(each, Binding))


def rows() -> list[Key]:
    """The table as it ought to be."""
    found: dict[str, list[Key]] = {}
    of_app: dict[tuple[str, str], str] = {}
    for owner, binding in bindings():
        assert binding.id, binding
        symbols = " ".join(map(key_symbol, binding.key.split(",")))
        words = binding.tooltip or binding.description or binding.id.partition(".")[2]
        if issubclass(owner, App):
            of_app[binding.key, f"app.{binding.action}"] = binding.id
        row = Key(
            id=binding.id,
            keys=symbols,
            does=words[:1].lower() + words[1:],
            names=binding.key,
            where=_where(owner),
            first="first" if binding.priority else "",
            follows=of_app.get((binding.key, binding.action), ""),
        )
        found.setdefault(row.place, []).append(row)
    app = found.pop("app")
    return [*app, *(row for place in sorted(found) for row in found[place])]


def _where(owner: type) -> str:
    kinds = ((App, "app"), (ModalScreen, "modal"), (Screen, "screen"))
    return next((name for kind, name in kinds if issubclass(owner, kind)), "widget")


def markdown(table: list[Key]) -> str:
    """The table for README, a row a place; the digits of a scale are left out."""
    lines = ["| where | keys |", "|---|---|"]
    for place, keys in groupby(table, lambda row: row.place):
        cells = [f"{_code(row.keys)} {row.does}" for row in keys if row.id[-1] not in "0123456789"]
        where = "anywhere" if place == "app" else place.replace("-", " ")
        lines.append(f"| {where} | {' · '.join(cells)} |")
    return "\n".join(lines)


def _code(keys: str) -> str:
    return " ".join(f"`{key}`" for key in keys.split(" "))


def readme_table(text: str) -> str | None:
    """The text between the marks, or `None` without them."""
    found = re.search(f"{BEGIN}\n(.*?)\n?{END}", text, re.DOTALL)
    return found and found[1]


def main() -> None:
    """Write both."""
    KEYS.write_text("".join("\t".join(row) + "\n" for row in rows()), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    if readme_table(text) is not None:
        new = f"{BEGIN}\n{markdown(key_table())}\n{END}"
        README.write_text(
            re.sub(f"{BEGIN}.*?{END}", lambda _: new, text, flags=re.DOTALL), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
