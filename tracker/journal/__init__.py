"""Reading a person's records, and the one way to change them."""
