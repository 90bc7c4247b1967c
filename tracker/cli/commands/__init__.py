"""The commands, a module for each or for a few that belong together.

A command reads its words and options, asks `practice` to do it, and prints. It may use the rest of
`cli` and what that uses; what only some runs need is imported inside the function.
"""
