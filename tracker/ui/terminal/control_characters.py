"""Line filter that makes control characters visible before anything reaches the terminal."""

import re
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tracker.core.text.visible import visible

_UNSAFE: Final = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class VisibleCharacters(LineFilter):
    """Replaces control characters and bidi overrides with visible ones, in every widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments, each safe to print."""
        if all(segment.text.isprintable() for segment in segments):
            return segments  # without a look at each character
        return [
            segment
            if segment.control or not re.search(_UNSAFE, segment.text)
            else Segment(visible(segment.text, lines=False), segment.style)
            for segment in segments
        ]
