"""What a person would read on the screen."""

from textual.app import App


def painted(app: App[None]) -> str:
    """The rows of the screen as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def flat(app: App[None], left: int = 0) -> str:
    """The screen from a column on, as one line of words, without what a picture is drawn of."""
    rows = [row[left:] for row in painted(app).split("\n")]
    plain = "\n".join(rows).translate(dict.fromkeys(range(10240, 10496), " "))
    return " ".join(plain.split())
