"""The app's screens and widgets. Screens ask the journal; widgets are told and send messages."""
