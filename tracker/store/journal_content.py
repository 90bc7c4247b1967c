"""What a journal's lines add up to: of each record the version that stands, and what is wrong."""

from collections.abc import Sequence

from tracker.store.errors import counted
from tracker.store.line import Document, Version, salvage, version, versions

Key = tuple[str, str]


class Content:
    """What the lines read so far add up to; ``schema`` is the newest that is understood."""

    def __init__(self, schema: int) -> None:
        self.schema = schema
        self.tables: dict[str, dict[str, Document]] = {}
        """The documents that stand."""
        self.ranks: dict[str, dict[str, int]] = {}
        """The rank of every record, removed and newer ones included."""
        self.altered: dict[Key, int] = {}
        """Records whose standing line is not sealed, and its number."""
        self.newer: dict[Key, bytes] = {}
        """Lines that a newer tsubo wrote."""
        self.damaged: list[tuple[int, bytes]] = []
        """Lines that say nothing, and their numbers."""
        self.torn = b""
        """A last line that was never finished, if it says nothing."""
        self.lines = 0

    @property
    def records(self) -> int:
        """How many records there were ever, removed ones included."""
        return sum(map(len, self.ranks.values()))

    def fold(self, lines: Sequence[bytes]) -> None:
        """Take in the next lines, without their newlines."""
        numbered = [(at, line) for at, line in enumerate(lines, self.lines + 1) if line]
        said = versions([line for _, line in numbered])
        for (number, line), one in zip(numbered, said, strict=True):
            if one is not None:
                self.weigh(one, line, number)
                continue
            self.damaged.append((number, line))
            for whole in salvage(line):
                self.weigh(version(whole), whole, number)
        self.lines += len(lines)

    def end(self, rest: bytes) -> None:
        """Take in what follows the last newline: a record that lacks only that, or a torn line."""
        self.torn = rest
        if not rest:
            return
        for whole in salvage(rest):
            self.weigh(version(whole), whole, self.lines + 1)
            if whole == rest:
                self.torn = b""

    def weigh(self, said: Version, line: bytes, number: int) -> bool:
        """Let a version stand if it outranks the one that does."""
        key = (said.table, said.id)
        ranks = self.ranks.setdefault(said.table, {})
        if said.rank <= ranks.get(said.id, -1):
            return False
        ranks[said.id] = said.rank
        if self.altered:
            self.altered.pop(key, None)
        if self.newer:
            self.newer.pop(key, None)
        if not said.intact:
            self.altered[key] = number
        documents = self.tables.setdefault(said.table, {})
        if said.schema > self.schema:
            self.newer[key] = line
            documents.pop(said.id, None)
        elif said.document is None:
            documents.pop(said.id, None)
        else:
            documents[said.id] = said.document
        return True

    def problems(self) -> list[str]:
        """What could not be read as it was written, in words that follow the file's name."""
        found = [f", line {number}: damaged and skipped" for number, _ in self.damaged]
        if self.torn:
            found.append(f", line {self.lines + 1}: never finished, and skipped")
        found += [
            f", line {number}: {table} {key} was altered outside tsubo"
            for (table, key), number in self.altered.items()
        ]
        if self.newer:
            found.append(
                f": {counted(len(self.newer), 'record')} made by a newer tsubo, left as they are"
            )
        return found
