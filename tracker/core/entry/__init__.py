"""One typed line to a record, a goal or a rest."""
