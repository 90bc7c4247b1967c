"""The keys for a point, shared by the list and the page of a point."""

from abc import abstractmethod
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from tracker.core.facts.points import Laterality, Point, StandardPoint
from tracker.core.facts.sessions import Side
from tracker.practice.cautions import NO_CAUTIONS, Cautions, of_point
from tracker.practice.own.favourites import favourite_changes
from tracker.practice.points_line import routine_of_point
from tracker.practice.pressing import as_pressed
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import lazy_screen

_KNOWN: Final = frozenset({"favourite", "press", "add"})
_OWN: Final = frozenset({"edit", "remove"})


class PointKeys(TabScreen):
    """A screen whose keys act on one point."""

    TAB = "points"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "press", "press", id="points.press", tooltip="Press this point now"),
        Binding("f", "favourite", "favourite", id="points.favourite"),
        Binding("x", "add", "to routine", id="points.add", tooltip="Add it to a routine of yours"),
        Binding("z", "zoom", "zoom", id="points.zoom", tooltip="Nearer to the point, or back"),
        Binding("left,h", "side('left')", "left", id="points.left", show=False),
        Binding("right,l", "side('right')", "right", id="points.right", show=False),
        Binding("n", "own", "own point", id="points.own", tooltip="Make a point of your own"),
        Binding("e", "edit", "edit", id="points.edit", tooltip="Change your own point"),
        Binding("D", "remove", "remove", id="points.remove", tooltip="Remove your own point"),
        Binding("R", "page('routines')", "routines", id="points.routines"),
        Binding(
            "G",
            "page('about you')",
            "about you",
            id="points.flags",
            show=False,
            tooltip="Your answers, which mark points",
        ),
        Binding(
            "A",
            "page('about tsubo')",
            "about",
            id="points.about",
            show=False,
            tooltip="What this is, what it is not, evidence",
        ),
    ]

    side: Side = Side.LEFT
    """The side to show of a point that has two."""

    @property
    @abstractmethod
    def meant(self) -> Point | StandardPoint | None:
        """The point that the keys act on."""

    def turned(self) -> None:
        """Show ``side``; called after it changed."""

    def zoomed(self) -> None:
        """Zoom the picture in or out."""

    def cautions(self, point: Point | StandardPoint) -> Cautions:
        """The person's cautions for the point; none for one known by name only."""
        return of_point(self.tracker, point) if isinstance(point, Point) else NO_CAUTIONS

    def pressed(self, point: Point | StandardPoint) -> Point | StandardPoint:
        """The point with the pressure that suits the person's answers."""
        return as_pressed(self.tracker, point) if isinstance(point, Point) else point

    def pictured(self, point: Point | StandardPoint) -> tuple[str, Side | None]:
        """The code and side to draw; an empty code for a point without a picture."""
        if isinstance(point, StandardPoint) or not point.view:
            return "", None
        both = point.laterality is Laterality.BOTH
        return point.code, self.side if both else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide keys that would do nothing."""
        meant = self.meant
        if action in _KNOWN:
            return isinstance(meant, Point)
        if action in _OWN:
            return isinstance(meant, Point) and not meant.built_in
        if action == "zoom":
            return isinstance(meant, Point) and bool(meant.view)
        return super().check_action(action, parameters)

    def action_side(self, side: str) -> None:
        """Show the left or the right limb."""
        self.side = Side(side)
        self.turned()

    def action_zoom(self) -> None:
        """Zoom in on the point, or out."""
        self.zoomed()

    def action_favourite(self) -> None:
        """Add the point to the favourites, or remove it from them."""
        point, tracker = self.meant, self.tracker
        if not isinstance(point, Point):
            return
        changes, label = favourite_changes(tracker, point)
        tracker.change(tracker.journal.change, *changes, label=label)

    def action_press(self) -> None:
        """Begin a session with this point; ask first if a caution holds it back."""
        point, tracker = self.meant, self.tracker
        if not isinstance(point, Point):
            return
        from tracker.ui.points.caution_override import use_anyway

        routine = routine_of_point(tracker, point)
        use_anyway(self, tracker, self.cautions(point), lambda: tracker.begin(routine))

    def action_add(self) -> None:
        """Add the point to one of the person's routines."""
        if isinstance(self.meant, Point):
            from tracker.ui.points.routine_actions import add_to_routine

            add_to_routine(self, self.tracker, self.meant)

    def action_own(self) -> None:
        """Add a personal point; from a standard point with its names."""
        from tracker.ui.points.own_point import new_point

        new_point(self, self.meant if isinstance(self.meant, StandardPoint) else None)

    def action_edit(self) -> None:
        """Change the personal point."""
        if isinstance(self.meant, Point):
            from tracker.ui.points.own_point import edit_point

            edit_point(self, self.meant)

    def action_remove(self) -> None:
        """Ask, then remove the personal point."""
        if isinstance(self.meant, Point):
            from tracker.ui.points.own_point import remove_point

            remove_point(self, self.meant)

    def action_page(self, page: str) -> None:
        """Open a page of ``PAGES``."""
        self.app.push_screen(lazy_screen(page)())
