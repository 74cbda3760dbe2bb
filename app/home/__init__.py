"""Home: what is waiting, and where any scan leads from here."""
