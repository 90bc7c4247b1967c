"""Exports and imports: the native format, CSV, iCalendar, reports, other programs' files.

One format a module. Uses `core` and `disk`. It turns facts into documents and back; which
records go out, and what happens to those that come in, is decided by the callers.
"""
