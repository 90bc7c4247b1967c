"""A slow line to a port on this machine: late, narrow, and in pieces."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def slow_line(
    port: int, *, late: float = 0.3, rate: float = 2000.0, piece: int = 1
) -> Iterator[int]:
    """A port whose bytes come to ``port`` ``late`` seconds later, and the answers as late.

    At most ``rate`` bytes a second pass each way. On the way there they come in pieces of so many
    bytes, each by itself.
    """
    loop = asyncio.new_event_loop()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", port)
        with suppress(ConnectionError):
            await asyncio.gather(
                _pass(reader, there_writer, late, rate, piece),
                _pass(there_reader, writer, late, rate, 64),
            )

    server = loop.run_until_complete(asyncio.start_server(accept, "127.0.0.1", 0))
    runs = threading.Thread(target=loop.run_forever, daemon=True)
    runs.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        runs.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        # Sockets are closed in the turn after.
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()


async def _pass(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    late: float,
    rate: float,
    piece: int,
) -> None:
    """Pass on all that is read, each piece when it is due."""
    loop = asyncio.get_running_loop()
    due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def read() -> None:
        while data := await reader.read(4096):
            due.put_nowait((loop.time() + late, data))
        due.put_nowait((loop.time() + late, b""))

    reading = asyncio.create_task(read())
    free = 0.0
    try:
        while True:
            at, data = await due.get()
            if not data:
                break
            for start in range(0, len(data), piece):
                part = data[start : start + piece]
                free = max(free, at, loop.time()) + len(part) / rate
                if (wait := free - loop.time()) > 0.001:
                    await asyncio.sleep(wait)
                writer.write(part)
                await writer.drain()
    finally:
        reading.cancel()
        writer.close()
