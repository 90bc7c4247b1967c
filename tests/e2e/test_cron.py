"""The printed line comes at the person's hour under Debian's cron, whose zone is another."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from e2e.person import Person

CRON, UNSHARE = shutil.which("cron", path="/usr/sbin:/usr/bin"), shutil.which("unshare")
AWAY, AT_HOME = "America/New_York", "Pacific/Auckland"
SANDBOX = """
set -e
mount -t tmpfs none /var/spool/cron
mkdir -m 1730 /var/spool/cron/crontabs
chgrp crontab /var/spool/cron/crontabs
install -m 600 "$1" /var/spool/cron/crontabs/root
mount -t tmpfs none /run
mount -t tmpfs none /etc/cron.d
exec "$2" -f
"""
"""Only in a mount namespace of its own: the crontab, the lock and no other jobs."""


def missing() -> str:
    """Why the daemon cannot be run here, or nothing."""
    if CRON is None or UNSHARE is None:
        return "no cron and unshare here; .ci/run installs them"
    if os.geteuid() != 0 or subprocess.run([UNSHARE, "-m", "true"], check=False).returncode:
        return "a sandbox for cron needs root and a mount namespace"
    return ""


@contextmanager
def cron(folder: Path, crontab: str) -> Iterator[None]:
    """Debian's cron with this crontab, in another zone, in a sandbox."""
    assert CRON
    assert UNSHARE
    (folder / "crontab").write_text(crontab)
    (folder / "sandbox").write_text(SANDBOX)
    inside = ["sh", str(folder / "sandbox"), str(folder / "crontab"), CRON]
    daemon = subprocess.Popen(
        [UNSHARE, "-m", "--propagation", "private", *inside], env={**os.environ, "TZ": AWAY}
    )
    try:
        yield
    finally:
        daemon.terminate()
        daemon.wait()


@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.skipif(bool(missing()), reason=missing())
def test_a_reminder_comes_at_the_persons_hour_under_debians_cron(tmp_path: Path) -> None:
    person = Person(tmp_path / "50% of a home")
    person.shell("config", "set", "zone", AT_HOME)
    soon = datetime.now(ZoneInfo(AT_HOME)) + timedelta(minutes=2)
    person.shell("remind", "add", "daily", f"{soon:%H:%M}", "--since", "yesterday")
    printed = person.shell("remind", "install", "--print").stdout.splitlines()
    (line,) = (each for each in printed if each.endswith(" due --once"))
    said = tmp_path / "said"
    # As often as for a reminder at any minute, so that the test need not wait for a quarter.
    every_minute = f"* {line.split(maxsplit=1)[1]} >> {said} 2>&1\n"
    with cron(tmp_path, every_minute):
        until = time.monotonic() + 200
        while not (said.exists() and said.read_text()) and time.monotonic() < until:
            time.sleep(1)  # cron looks once a minute
        first = datetime.now(ZoneInfo(AT_HOME))
        time.sleep(62)
    assert said.read_text() == "points: 0 of 1 today\n"
    assert timedelta() <= first - soon.replace(second=0, microsecond=0) < timedelta(seconds=30)
