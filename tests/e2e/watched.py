"""The app, with a thread that reports its state over a socket.

    python tests/e2e/watched.py SOCKET LEFT

Each line written to the socket is answered by a line of JSON: which tasks there are, which
screens are open, how many notifications they show. LEFT names a file for the tasks that were still
running when the app had ended.
"""

import asyncio
import gc
import json
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.app import TrackerApp
from tracker.cli import main


def answering(app: TrackerApp, path: str) -> None:
    """Answer who asks, as long as the app runs."""

    def standing() -> dict[str, Any]:
        gc.collect()  # what waits to be collected is not growth
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        return {
            "tasks": [task.get_name() for task in tasks],
            "screens": [type(screen).__name__ for screen in app.screen_stack],
            "words": len(vars(app)["_notifications"]),
        }

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        asker, _ = server.accept()
        with asker, asker.makefile("rw") as line:
            for _ in line:
                line.write(json.dumps(app.call_from_thread(standing)) + "\n")
                line.flush()


def watch(path: str, left: Path) -> None:
    """Put the thread beside whatever app is run, and look what it leaves behind."""
    run_here = TrackerApp.run_here
    cancel: Callable[[asyncio.AbstractEventLoop], None] = vars(asyncio.runners)["_cancel_all_tasks"]

    def watched(app: TrackerApp, **how: Any) -> int | None:
        threading.Thread(target=answering, args=(app, path), daemon=True).start()
        return run_here(app, **how)

    def name_and_cancel(loop: asyncio.AbstractEventLoop) -> None:
        names = [task.get_name() for task in asyncio.all_tasks(loop)]
        left.write_text(json.dumps(names), encoding="utf-8")
        cancel(loop)

    TrackerApp.run_here = watched  # type: ignore[method-assign, assignment]
    vars(asyncio.runners)["_cancel_all_tasks"] = name_and_cancel


if __name__ == "__main__":
    watch(sys.argv[1], Path(sys.argv[2]))
    main([])
