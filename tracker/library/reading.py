"""Reads the pages and the uses that trials tried points for; a problem names file and line."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from tracker.core.points.reading import Page, TriedUse
from tracker.core.text.refusals import refusal
from tracker.library.entries import KNOWN_SOURCE
from tracker.library.files import LibraryFiles
from tracker.library.toml import LibraryError, parsed, shaped

PAGES: Final = (
    *("five-steps", "technique", "positions", "mat-plan"),
    *("faq", "meridians", "low-mood"),
)
MOST_LINES: Final = 20
WIDEST: Final = 70


class _EvidenceFile(msgspec.Struct, forbid_unknown_fields=True):
    use: tuple[TriedUse, ...]


def pages(files: LibraryFiles) -> Iterator[Page]:
    """Each page with its sources in full; one that cannot be used is noted and left out."""
    for name in PAGES:
        file = f"pages/{name}.txt"
        rows = files.text(file).rstrip().splitlines()
        problem = next(_problems(rows), None)
        if not rows or problem:
            if problem:
                files.note(f"{file}, {problem}")
            continue
        title, *text = rows
        named: list[str] = []
        for place, row in enumerate(text):
            before, found, after = row.partition("Source: ")
            if found:
                text[place] = before.rstrip()
                named = re.findall(r"[a-z][a-z0-9_]+", after)
        full = [files.sources[each] for each in named if each in files.sources]
        lines = (*"\n".join(text).strip("\n").split("\n"), "", "Sources", *full)
        yield Page(name, title, lines)


def tried_uses(files: LibraryFiles) -> Iterator[TriedUse]:
    """Yield the uses that points were tried for, without rows whose source is not known."""
    name = "evidence.toml"
    text = files.text(name)
    try:
        found = shaped(parsed(text, name), _EvidenceFile, name)
    except LibraryError as error:
        if text:
            files.note(str(error))
        return
    starts = (at for at, row in enumerate(text.splitlines(), 1) if row.strip() == "[[use]]")
    for line, use in zip(starts, found.use, strict=False):
        if strange := [each for each in use.sources if each not in files.sources]:
            files.note(refusal(f"{name}, line {line}: source", strange[0], KNOWN_SOURCE))
        else:
            yield use


def _problems(rows: list[str]) -> Iterator[str]:
    if len(rows) > MOST_LINES + 2:
        yield f"line {MOST_LINES + 3}: {len(rows)} lines are too many; up to {MOST_LINES + 2}"
    for line, row in enumerate(rows, 1):
        if len(row) > WIDEST:
            yield f"line {line}: {len(row)} characters are too many; up to {WIDEST}"
