"""Tab 2: points, their pages, routines, cautions."""
