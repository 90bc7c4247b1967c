"""Writes the transcripts again, as the commands answer now. Read the difference before keeping it.

python tests/generate/write_transcripts.py
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

# The folders that pytest finds by its pythonpath.
sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("", "support")]

from all_yes import FOLDER, of_app, of_commands  # noqa: E402
from transcript import Shell, transcripts  # noqa: E402


def main() -> None:
    """Play each in an empty home of its own."""
    os.environ["TZ"] = "Europe/Berlin"
    for name in ("TSUBO_HOME", "TSUBO_TZ", "LC_TSUBO_TZ", "NO_COLOR"):
        os.environ.pop(name, None)
    for path in transcripts():
        with tempfile.TemporaryDirectory() as folder:
            played = Shell(Path(folder)).play(path.read_text(encoding="utf-8"))
            path.write_text(played, encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        (FOLDER / "commands.txt").write_text(of_commands(Path(folder) / "one"), "utf-8")
        (FOLDER / "app.txt").write_text(asyncio.run(of_app(Path(folder) / "two")), "utf-8")


if __name__ == "__main__":
    main()
