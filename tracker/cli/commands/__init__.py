"""The commands, one module for each or for a few that belong together.

A command reads its words and options, asks `practice` to do it, and prints. It can use the rest of
`cli` and the rooms that `cli` uses; modules that only some runs need are imported inside functions.
"""
