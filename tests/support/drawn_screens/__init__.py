"""The drawn screens: which drawings there are, and the way to the screen of each.

A module has the screens of one part of the app: README's test command compares its `QUICK`, the
slow part its `SLOW`.
"""
