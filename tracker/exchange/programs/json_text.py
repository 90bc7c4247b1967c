"""Reads JSON of other programs."""

import json
from typing import Any

from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError


def parsed(text: str, origin: str) -> Any:
    """The value of a JSON text. Raises ExchangeError if it cannot be read."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ExchangeError(f"{origin}: not readable as JSON: nested too deeply") from None
    except ValueError as wrong:
        words = visible(str(wrong), lines=False)[:80]
        raise ExchangeError(f"{origin}: not readable as JSON: {words}") from None
