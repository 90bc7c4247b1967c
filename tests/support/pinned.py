"""Marks tests that compare with kept output, which holds for one version of a package only."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
PINS = dict(re.findall(r'"([\w-]+)==([\w.]+)"', PYPROJECT.read_text(encoding="utf-8")))


def on_pinned(package: str) -> pytest.MarkDecorator:
    """Skip a test unless the package has the version that the tests' requirements pin."""
    pin, here = PINS[package], version(package)
    return pytest.mark.skipif(here != pin, reason=f"made with {package} {pin}; here: {here}")
