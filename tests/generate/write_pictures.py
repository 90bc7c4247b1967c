"""Takes the pictures of the app again, also those of README. Look at them before you keep them.

python tests/generate/write_pictures.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

# The folders that pytest finds by its pythonpath.
sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("", "support")]

from pictures_of import FOLDER, VISITS  # noqa: E402


def main() -> None:
    """Take each, and remove those that nothing takes any more."""
    FOLDER.mkdir(exist_ok=True)
    taken: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, visit in enumerate(VISITS):
            taken |= asyncio.run(visit.pictures(Path(folder) / str(number)))
    for path in FOLDER.iterdir():
        if path.name not in taken:
            path.unlink()
    for name, picture in taken.items():
        (FOLDER / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
