"""What ``--json`` prints, and the native export, as types: the one place where their keys are said.

``tsubo schema`` makes JSON Schema of them, and a test holds every command to them. They cost no
command anything: nothing but ``tsubo schema`` imports this module.
"""

from typing import Final

from msgspec import Struct

from tracker.cli.json_types.days import Calendar, Due, Goals, Reminders, Rests, Status, Streak
from tracker.cli.json_types.maintenance import Backups, Doctor, Keys, Paths, Restored, Settings
from tracker.cli.json_types.points import Country, Flags, OnePoint, Points, Routines
from tracker.cli.json_types.records import (
    Checked,
    Checks,
    Dates,
    History,
    Imported,
    Shown,
    export_type,
)

__all__ = ["ANSWERS", "export_type"]

ANSWERS: Final[dict[str, type[Struct]]] = {
    "status": Status,
    "due": Due,
    "streak": Streak,
    "calendar": Calendar,
    "history": History,
    "show": Shown,
    "goal": Goals,
    "rest": Rests,
    "flags": Flags,
    "check": Checks,
    "check phq2": Checked,
    "check gad2": Checked,
    "check list": Checks,
    "remind list": Reminders,
    "points": Points,
    "point": OnePoint,
    "routines": Routines,
    "import": Imported,
    "restore": Backups,
    "restore DAY": Restored,
    "doctor": Doctor,
    "doctor --dates": Dates,
    "config": Settings,
    "config paths": Paths,
    "keys": Keys,
    "help-now": Country,
}
"""Which command prints which answer; beside its own keys each has ``schema``."""
