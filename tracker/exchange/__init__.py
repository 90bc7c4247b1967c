"""Exports and imports: the native format, CSV, iCalendar, reports, other programs' files.

There is one module for each format. It turns facts into documents and back; callers decide which
records to export, and whether to import those that were read. Uses `core` and `disk`.
"""
