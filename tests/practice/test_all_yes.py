"""All that a person reads who answers every question yes, compared with kept texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from all_yes import FOLDER, of_app, of_commands
from pinned import on_pinned


@pytest.mark.slow
@pytest.mark.painted
@on_pinned("textual")
async def test_the_screens_of_a_person_with_every_flag_are_as_written_down(tmp_path: Path) -> None:
    assert await of_app(tmp_path / "home") == (FOLDER / "app.txt").read_text("utf-8")


@on_pinned("click")
def test_the_commands_answer_a_person_with_every_flag_as_written_down(tmp_path: Path) -> None:
    assert of_commands(tmp_path / "home") == (FOLDER / "commands.txt").read_text("utf-8")
