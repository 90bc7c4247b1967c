"""Commands on points and routines: search, describe, make and change them, pages to read.

One module for each, imported when it is called. Uses `practice.own`, `practice.cautions` and
`library`.
"""
