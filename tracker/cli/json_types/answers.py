"""The type of each command's ``--json`` answer, for ``tsubo schema``."""

from typing import Final

from msgspec import Struct

from tracker.cli.json_types.days import (
    Calendar,
    Due,
    FourWeeks,
    Goals,
    Reminders,
    Rests,
    Status,
    Streak,
)
from tracker.cli.json_types.insights import Insights
from tracker.cli.json_types.maintenance import (
    Backups,
    Devices,
    Doctor,
    Keys,
    Paths,
    Restored,
    Settings,
    SettingsCheck,
)
from tracker.cli.json_types.points import (
    About,
    Country,
    Favourites,
    Flags,
    OnePoint,
    OneRoutine,
    Pages,
    Points,
    Routines,
)
from tracker.cli.json_types.records import (
    Changes,
    Checked,
    Checks,
    Dates,
    History,
    Imported,
    Shown,
    Written,
)

ANSWERS: Final[dict[str, type[Struct]]] = {
    "status": Status,
    "due": Due,
    "streak": Streak,
    "calendar": Calendar,
    "history": History,
    "show": Shown,
    "undo": Changes,
    "redo": Changes,
    "goal": Goals,
    "rest": Rests,
    "flags": Flags,
    "check": Checks,
    "mat-plan": FourWeeks,
    "check phq2": Checked,
    "check gad2": Checked,
    "check list": Checks,
    "remind list": Reminders,
    "insights": Insights,
    "points": Points,
    "point": OnePoint,
    "point new": OnePoint,
    "point edit": OnePoint,
    "point remove": OnePoint,
    "favourite": Favourites,
    "routines": Routines,
    "routine": OneRoutine,
    "routine show": OneRoutine,
    "routine new": OneRoutine,
    "routine edit": OneRoutine,
    "routine copy": OneRoutine,
    "routine remove": OneRoutine,
    "read": Pages,
    "about": About,
    "report": Written,
    "import": Imported,
    "restore": Backups,
    "restore DAY": Restored,
    "devices": Devices,
    "doctor": Doctor,
    "doctor --dates": Dates,
    "config": Settings,
    "config paths": Paths,
    "config check": SettingsCheck,
    "keys": Keys,
    "help-now": Country,
}
"""The answer of each command; besides its own keys each has ``schema``."""
