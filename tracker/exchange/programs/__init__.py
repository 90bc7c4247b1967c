"""Files of other programs: one module reads each format, `to_records` makes records of the rows.

A reader accounts for every row: something was done, nothing was, or the row cannot be used. Only
names that the person gave a meaning become records. Uses `core` and the files of `exchange`.
"""
