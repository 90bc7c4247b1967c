"""One typed line to a record: a practice, a hold, a goal, a rest day.

Uses `days`, `facts` and `text`. Points and routines are found by functions that are handed
in, and ids and moments are too, so the same line gives the same record for every caller.
"""
