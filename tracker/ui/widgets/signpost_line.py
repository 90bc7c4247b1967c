"""A line above what a search finds, for words that need a sentence before any point."""

from textual.content import Content
from textual.widgets import Static

from tracker.library import Library
from tracker.practice.signposts import signpost


class SignpostLine(Static):
    """Shows the sentence for what is typed; takes no room for other words."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def answer(self, library: Library, typed: str) -> bool:
        """Show the sentence for these words, if they need one. Returns whether they do."""
        sentence = signpost(library, typed) if typed else None
        if sentence or self.has_class("-said"):
            self.update(Content(sentence or ""))
            self.set_class(bool(sentence), "-said")
        return sentence is not None
