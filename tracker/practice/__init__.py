"""The acts of a person, written once for the app, the commands and the plain session.

An act takes a `Context` and values, and returns values. Uses `journal` and the rooms below; it
neither prints nor asks nor reads a clock.
"""
