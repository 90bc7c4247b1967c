"""Every screen of the app by its class, so that a walk can show that it left none out."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.screen import Screen

import tracker.ui


def screen_classes() -> frozenset[type[Screen[Any]]]:
    """The classes of tracker/ui that are screens and not a base of others."""
    package = Path(tracker.ui.__file__).parent
    found: set[type[Screen[Any]]] = set()
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package.parents[1]).with_suffix("").parts)
        for _, each in inspect.getmembers(import_module(module), inspect.isclass):
            if issubclass(each, Screen) and each.__module__ == module:
                found.add(each)
    bases = {base for each in found for base in each.__mro__[1:]}
    return frozenset(found - bases)
