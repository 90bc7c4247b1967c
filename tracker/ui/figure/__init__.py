"""Pictures of the body in terminal cells, with a point marked.

Pure: no Textual, no clock; of files it reads only the views in `data/`. Uses `core.facts`.
"""
