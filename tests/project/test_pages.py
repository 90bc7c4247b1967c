"""Screens that are opened by name: each name leads to a screen, and none is misspelt."""

import ast
import re

import pytest
from source_tree import MODULES, tree
from textual.screen import Screen

from tracker.ui.screens.lazy import PAGES, screen_class
from tracker.ui.widgets.tab_line import TABS

OPENERS = {"lazy_screen", "screen_class"}
IN_A_BINDING = re.compile(r"\bpage\('([^']*)'\)")


def named(source: ast.Module) -> set[str]:
    """The names of pages that a source opens, also those in its bindings."""
    names: set[str] = set()
    for node in ast.walk(source):
        match node:
            case ast.Call(ast.Name(function), [ast.Constant(str(page)), *_]) if function in OPENERS:
                names.add(page)
            case ast.Constant(str(text)):
                names |= {*IN_A_BINDING.findall(text)}
    return names


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_a_screen(page: str) -> None:
    assert issubclass(screen_class(page), Screen)


def test_every_page_that_is_opened_is_in_the_table_and_none_stands_there_in_vain() -> None:
    opened = {page for module in MODULES for page in named(tree(module))}
    assert opened | set(TABS) == set(PAGES)


def test_a_page_that_is_opened_would_be_seen() -> None:
    source = "lazy_screen('goals')\nscreen_class('mat')\nBinding('R', \"page('about you')\")"
    assert named(ast.parse(source)) == {"goals", "mat", "about you"}
