"""Rules and lists about points: the cautions that apply, ranked search, helplines, body regions.

Uses `facts` and `text`. The points and texts themselves are handed in; `library` reads them.
"""
