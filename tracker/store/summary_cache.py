"""Cache of each year file's summary, rebuilt only when the file has changed."""

from operator import is_

from tracker import disk
from tracker.core.days.day_columns import DaySummaries
from tracker.core.facts.goals_and_rests import Kind
from tracker.store import year_summary as summary
from tracker.store.errors import counted
from tracker.store.folder import JournalFolder
from tracker.store.gc_pause import uncollected
from tracker.store.journal_file import JournalFile
from tracker.store.year_summary import Year


class SummaryCache:
    """The day summaries of a journal folder."""

    def __init__(self, journals: JournalFolder) -> None:
        self._journals = journals
        self._years: dict[str, tuple[disk.Fingerprint | None, Year]] = {}
        self._joined: dict[Kind, tuple[list[Year], DaySummaries]] = {}

    def years(self) -> dict[str, Year]:
        """The current summary of each year file, oldest first."""
        names = self._journals.years()
        with uncollected():
            self._years = {name: self._current(name) for name in names}
        return {name: year for name, (_, year) in self._years.items()}

    def days(self, kind: Kind) -> DaySummaries:
        """The days with records of this kind; a day around New Year can be in two files."""
        years = list(self.years().values())
        known = self._joined.get(kind)
        if known and len(known[0]) == len(years) and all(map(is_, known[0], years)):
            return known[1]
        joined = DaySummaries.joined(kind, (year.days[kind] for year in years))
        self._joined[kind] = years, joined
        return joined

    def forget(self) -> None:
        """Rebuild every summary on the next read, also those stored on disk."""
        self._years.clear()
        summary.forget(self._journals.folder)

    def _current(self, name: str) -> tuple[disk.Fingerprint | None, Year]:
        path = self._journals.folder / name
        known, year = self._years.get(name, (None, None))
        try:
            if year is not None and known == disk.fingerprint(path.stat()):
                return known, year
            found = disk.read_fingerprint(path)
            now = found._replace(end=None)
        except OSError:
            return None, self._made(name, None)
        self._journals.note_readable(name, None)
        stored = summary.load(self._journals.folder, name)
        if stored and stored[0] == found.portable:
            return now, stored[1]
        return now, self._made(name, stored[1] if stored else None)

    def _made(self, name: str, before: Year | None) -> Year:
        journal = self._journals.fresh(name)
        content = journal.content
        days, refused = summary.summed(name, content.tables)
        problems = [*journal.problems(), *refused]
        lost = max(0, before.records - content.records) if before else 0
        if lost:
            problems.append(
                f"{name}: at least {counted(lost, 'record')} gone, and no backup has it"
            )
        year = Year(days, content.records, tuple(problems))
        self._store(journal, year, lost)
        return year

    def _store(self, journal: JournalFile, year: Year, lost: int) -> None:
        # What a backup filled in, or what is gone, must be noticed again next time.
        read = journal.read_as
        if not (lost or journal.borrowed or journal.unreadable or read is None):
            summary.save(self._journals.folder, journal.name, read, year)
