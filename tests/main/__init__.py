"""The entry, as a person meets it in a terminal."""
