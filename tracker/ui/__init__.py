"""The app's screens, in rooms: terminal, widgets, kinds of screen, tabs.

Uses `practice`, `journal` and everything below except `store`. Screens read the journal through the
app, which they know as a `Tracker`; widgets are given values to show, and send messages.
"""
