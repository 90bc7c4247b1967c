"""What became of each habit, tag or activity of a file, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tracker.core.text.examples import LENGTH
from tracker.core.text.visible import visible
from tracker.exchange.programs.rows import SKIPPED

_LISTED = 40
"""Maximum number of names that are listed; of more, only their number is given."""


@dataclass(slots=True)
class NameCount:
    """The rows of one name, counted by what became of them."""

    name: str
    taken: Counter[str] = field(default_factory=Counter)
    """Rows by what they were taken as."""
    records: int = 0
    left_out: int = 0
    first: str = ""
    """The first of its tags, if it has several."""
    passed: Counter[str] = field(default_factory=Counter)
    """Rows in which nothing was done, by the reason."""
    moods: Counter[str] = field(default_factory=Counter)
    """Words for moods that have no number."""

    def took(self, words: str, times: int) -> None:
        """Count a row that became ``times`` records."""
        self.taken[words] += 1
        self.records += times

    @property
    def shown(self) -> str:
        """The name, short and safe."""
        return visible(self.name, lines=False)[:60]

    @property
    def left_out_line(self) -> str:
        """How many rows of it are left out and how to import them; empty if none are."""
        if not self.left_out:
            return ""
        first = visible(self.first or self.name, lines=False)[:60]
        return (
            f"{self.shown}: {self.left_out} left out; "
            f'--as "{first}=mat {LENGTH}" or "...=calm" takes them in'
        )

    def lines(self) -> Iterator[str]:
        """What became of its rows: `evening: 3 as Evening wind-down`."""
        for words, number in self.taken.items():
            several = self.records if len(self.taken) == 1 and self.records > number else 0
            records = f", {several} records, several a day" if several else ""
            yield f"{self.shown}: {number} as {words}{records}"
        if self.passed:
            reasons = ", ".join(f"{number} {why}" for why, number in self.passed.items())
            advice = "; 'tsubo rest DAY' sets a day of rest" if SKIPPED in self.passed else ""
            yield f"{self.shown}: {reasons}{advice}"
        for mood, number in self.moods.most_common():
            word = visible(mood, lines=False)[:40]
            yield f'{word}: {number} without a number; --as "{word}=mood 7" gives one'


def named_lines(counts: Iterable[NameCount]) -> Iterator[str]:
    """The lines of all names; of names that were only passed over, the first few."""
    short = 0
    for number, count in enumerate(counts):
        if number >= _LISTED and not count.taken:
            short += 1
            continue
        yield from count.lines()
    if short:
        yield f"{short} more names with nothing done"
