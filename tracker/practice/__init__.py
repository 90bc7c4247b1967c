"""What a person does, written once for the app, the commands and the plain session."""
