"""A real sshd on a loopback port, with keys and settings of its own that are thrown away."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from e2e.terminal import Terminal

_SEPARATED: Final = Path("/run/sshd")
"""Where an sshd of root puts its unprivileged half; a package makes it at the first boot."""
_PATIENCE: Final = 20.0


def missing() -> str | None:
    """A message naming the programs that are not installed, or `None`."""
    absent = [name for name in ("sshd", "ssh", "ssh-keygen") if _tool(name) is None]
    return f"{', '.join(absent)}: not installed" if absent else None


def _tool(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


@dataclass(frozen=True)
class Sshd:
    """It listens as long as ``listening`` is open."""

    folder: Path
    port: int

    def key(self, name: str, options: str = "") -> Path:
        """A new key that may log in; ``options`` stand before it in authorized_keys."""
        path = self.folder / name
        _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path))
        line = f"{options} {path.with_suffix('.pub').read_text()}".strip()
        with (self.folder / "authorized_keys").open("a") as known:
            known.write(f"{line}\n")
        return path

    def login(
        self,
        key: Path,
        command: Sequence[str] = (),
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
    ) -> Terminal:
        """``ssh -tt`` on a terminal; the command is one for the account's shell."""
        return Terminal(self._ssh("-tt", key, command), size=size, env=env)

    def run(self, key: Path, command: Sequence[str]) -> str:
        """Run a command as a login without a terminal; return its output."""
        done = self.ask(key, shlex.join(command))
        assert done.returncode == 0, done
        return done.stdout

    def ask(self, key: Path, command: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Run this command line as a login without a terminal, whatever its exit code."""
        *ssh, _ = self._ssh("-T", key, ())
        return subprocess.run(
            [*ssh[:1], *options, *ssh[1:], *([command] if command else [])],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def copy(self, key: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run scp or sftp with this key."""
        _, _, *settings, _, _ = self._ssh("-T", key, ())
        given = [("-P" if word == "-p" else word) for word in settings]
        return subprocess.run(
            [_tool(program) or program, *given, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    @property
    def account(self) -> str:
        """The account and the address of this server, as ssh takes them."""
        return f"{getpass.getuser()}@127.0.0.1"

    def _ssh(self, tty: str, key: Path, command: Sequence[str]) -> list[str]:
        settings = {
            "BatchMode": "yes",
            "IdentitiesOnly": "yes",
            "LogLevel": "ERROR",
            "StrictHostKeyChecking": "accept-new",
            "UserKnownHostsFile": str(self.folder / "known_hosts"),
        }
        given = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        to = f"{getpass.getuser()}@127.0.0.1"
        place = ["-F", "none", "-p", str(self.port), "-i", str(key), to]
        return [_tool("ssh") or "ssh", tty, *given, *place, shlex.join(command)]


@contextmanager
def listening(folder: Path, more: str = "") -> Iterator[Sshd]:
    """An sshd that serves this account, until the end of the ``with``; ``more`` settings last."""
    folder.mkdir(mode=0o700)
    _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "host"))
    if os.getuid() == 0:
        _SEPARATED.mkdir(mode=0o755, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = f"""
        ListenAddress 127.0.0.1
        Port {port}
        HostKey {folder}/host
        PidFile none
        AuthorizedKeysFile {folder}/authorized_keys
        PermitRootLogin prohibit-password
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        StrictModes no
        UsePAM no
        PrintMotd no
        PrintLastLog no
        {more}
    """
    (folder / "sshd_config").write_text("\n".join(map(str.strip, settings.splitlines())))
    log = folder / "log"
    server = subprocess.Popen(
        [_tool("sshd") or "sshd", "-D", "-E", str(log), "-f", str(folder / "sshd_config")]
    )
    try:
        _wait_for(port, server, log)
        yield Sshd(folder, port)
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), _PATIENCE) as line,
        ):
            if line.recv(4) == b"SSH-":
                return
    raise AssertionError(f"sshd does not answer: {log.read_text()}")


def _run(name: str, *words: str) -> None:
    subprocess.run([_tool(name) or name, *words], check=True, stdin=subprocess.DEVNULL)
