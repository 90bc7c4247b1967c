"""What is known of points: cautions, search, helplines."""
