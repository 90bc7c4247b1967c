"""The settings screen, and applying settings to the app.

Uses `screens`, `terminal` and `config`.
"""
