"""The person's own: points, routines, favourites, and four weeks with a mat.

`points`, `routines` and `favourites` make and check them from typed fields, and say what else
changes with them. Uses `library` and `journal`; nothing is recorded here.
"""
