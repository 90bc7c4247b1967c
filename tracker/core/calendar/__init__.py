"""The cells of a calendar heatmap, and the same in words."""
