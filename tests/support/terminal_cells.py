"""Cells of an emulated terminal as an eye tells them apart."""

import pyte
from pyte.screens import Char


def visible(cell: Char) -> Char:
    """The cell; a blank without what cannot be seen on it."""
    if cell.data != " ":
        return cell
    if cell.reverse or cell.underscore or cell.strikethrough:
        return cell
    return cell._replace(fg="default", bold=False, italics=False, blink=False)


def visible_rows(screen: pyte.Screen) -> list[list[Char]]:
    """Every cell of a screen, row by row."""
    columns = range(screen.columns)
    return [[visible(screen.buffer[y][x]) for x in columns] for y in range(screen.lines)]
