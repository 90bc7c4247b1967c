"""The calendar: days in columns of weeks, the cells of a heatmap, and the same in sentences.

Values only, derived from the days of a kind. Uses `days`, `facts` and `text`. Colours are in
`level_colours`, drawing is in `ui`.
"""
