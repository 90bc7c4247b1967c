"""Days as squares: a year, a month or the last weeks, with a cursor and a legend.

Uses `level_colours` and `ui/terminal`; the calendar, Today and the mat show them.
"""
