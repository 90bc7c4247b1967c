"""The settings screen, and applying settings to the app."""
