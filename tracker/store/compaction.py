"""Making a journal smaller, and joining copies of one."""

from collections.abc import Callable, Iterable, Sequence

from tracker import disk
from tracker.store.journal_file import JournalFile
from tracker.store.line import Version, salvage, version, versions


def compact(journal: JournalFile, stay: Callable[[list[bytes]], list[bytes]] | None = None) -> None:
    """Drop superseded versions. The caller holds the lock.

    Removals stay, or joining an older copy would bring records back. Records that were altered stay
    as they are. What says nothing, and altered versions that are superseded, move to ``*.damaged``.
    ``stay`` may leave out some of the lines, given the greatest id first. Raises OSError.
    """
    journal.refresh()
    if journal.unreadable:
        return
    lines, content = journal.raw_lines(), journal.content
    kept: dict[tuple[str, str], bytes] = {}
    aside: list[bytes] = []
    for line, said in _all(lines):
        if said is None:
            aside.append(line)
        elif content.ranks[said.table][said.id] == said.rank:
            kept[said.table, said.id] = line
        elif not said.intact:
            aside.append(line)
    if aside:
        quarantine = journal.path.with_name(journal.name + ".damaged")
        disk.append(quarantine, b"".join(line + b"\n" for line in aside))
    remaining = list(kept.values())
    if stay is not None:
        newest_first = [kept[key] for key in sorted(kept, key=lambda key: key[1], reverse=True)]
        remaining = stay(newest_first)
    disk.replace(journal.path, b"".join(line + b"\n" for line in sorted(remaining)))
    journal.refresh()


def joined(journal: JournalFile, lines: Iterable[bytes]) -> list[bytes]:
    """Append those lines of another copy that win here, and give them. The caller holds the lock.

    Raises StoreError.
    """
    journal.refresh()
    best: dict[tuple[str, str], tuple[int, bytes]] = {}
    for line, said in _all(list(lines)):
        if said is None:
            continue
        standing = journal.content.ranks.get(said.table, {}).get(said.id, -1)
        if said.rank > max(standing, best.get((said.table, said.id), (-1, b""))[0]):
            best[said.table, said.id] = said.rank, line
    won = [line + b"\n" for _, line in best.values()]
    if won:
        journal.append(won)
        journal.refresh()
    return won


def _all(lines: Sequence[bytes]) -> Iterable[tuple[bytes, Version | None]]:
    lines = [line for line in lines if line.strip()]
    for line, said in zip(lines, versions(lines), strict=True):
        yield line, said
        if said is None:
            for whole in salvage(line):
                yield whole, version(whole)
