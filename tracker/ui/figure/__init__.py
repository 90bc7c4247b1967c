"""Pictures of the body in terminal cells, with a point marked.

Pure: no Textual, no clock; the only files it reads are the views in `data/`. Uses `core.facts`.
"""
