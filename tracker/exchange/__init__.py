"""What goes out and comes in, one format a module. Nothing here knows the store."""
