"""tsubo keeps one person's acupressure practice: a terminal app and its commands.

This is the map of the package. A room is a folder or a module. It imports only from itself and from
rooms on lower floors, inside functions too; `tests/project/test_rooms.py` compares the code with
this map. The docstring of each folder says what the folder uses.

tracker:
    9 __main__       python -m tracker
    8 cli            commands and the plain session: options, output, exit codes; no Textual
    7 app            TrackerApp: connects journal, clocks, settings and tabs
    6 ui             the screens of the app, in rooms of their own (below)
    5 practice       what a person does, once for the app, the commands and the plain session
    4 journal        reading records, changing them, undo
    3 store          records in append-only files
    3 library        points, routines and texts from `data/`
    3 exchange       exports and imports
    3 checkpoint     the running session on disk
    3 config         config.toml, settings, time zone, keys
    3 level_colours  colours and glyphs of the five levels
    2 disk           the one place that writes files
    2 hangup         saves when the terminal goes away
    2 characters     what a terminal cannot show, replaced for the app and the commands
    2 suspension     ctrl+z: whether a shell can bring it back
    1 core           the practice as values, in rooms of their own (below)

tracker.core:
    5 session        a running session
    5 insights       totals and comparisons over periods
    4 calendar       the year as a heatmap, drawn and in sentences
    4 entry          one typed line to a record
    3 days           practice days, goals, streaks: the rules
    3 points         cautions, search, helplines
    2 facts          what is recorded
    1 text           typed text to values and back, safe display

tracker.ui:
    6 mat            tab 4
    6 today          tab 1, reminders
    5 session        a session from choosing to its summary
    5 calendar       tab 5, days, goals, rest days
    5 palette        the command palette
    4 points         tab 2, routines, your own points
    4 records        tab 3, logging, correcting
    4 insights       tab 6, weekly checks
    4 settings       the settings screen
    4 help           first run, about, help now, keys
    3 screens        kinds of screen: tab, dialog, form, question
    2 widgets        lists, lines, scales, heatmap, figure
    1 terminal       input, painting, themes, kiosk mode; all private names of Textual
    1 figure         pictures of the body
"""
