"""What is known about points: which cautions apply, ranked search, helplines, body regions.

Uses `facts` and `text`. The points and texts themselves are handed in; `library` reads them.
"""
