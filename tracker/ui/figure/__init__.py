"""Pictures of the body in terminal cells, with a point marked.

Pure: no Textual, no clock, and no file but the views is read.
"""

from tracker.ui.figure.cells import Ink, Mode, Role
from tracker.ui.figure.picture import Rows, caption, description, mode_for, picture
from tracker.ui.figure.scene import PictureError, index, view, view_names
from tracker.ui.figure.skins import SKINS, Palette, palette

__all__ = [
    "SKINS",
    "Ink",
    "Mode",
    "Palette",
    "PictureError",
    "Role",
    "Rows",
    "caption",
    "description",
    "index",
    "mode_for",
    "palette",
    "picture",
    "view",
    "view_names",
]
