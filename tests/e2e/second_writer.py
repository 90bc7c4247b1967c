"""Another process that writes to the same folder: a record for each line, its id once it is kept.

python tests/e2e/second_writer.py HOME
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.core.facts.sessions import MatSession, Source
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.store import Store


def main() -> None:
    """Until nobody asks any more."""
    store = Store(Path(sys.argv[1]), lambda: int(datetime.now(UTC).timestamp() * 1000))
    journal = Journal(store, lambda: datetime.now(UTC))
    for number, _ in enumerate(sys.stdin, 1):
        now = datetime.now(UTC)
        started = now - timedelta(days=number % 300, minutes=30)
        mat = MatSession(
            id=ulid(now),
            made=now,
            started=started,
            zone="UTC",
            day=started.date(),
            lain=60.0 + number,
            note=f"second writer {number}",
            source=Source.AFTER,
        )
        journal.record(mat)
        sys.stdout.write(f"{mat.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
