"""The app's screens, in rooms: what they need of the terminal, widgets, kinds of screen, the tabs.

Uses `practice`, `journal` and everything below but `store`. Screens ask the journal through
the app, which they know as a `Tracker`; widgets are told what to show and send messages.
"""
