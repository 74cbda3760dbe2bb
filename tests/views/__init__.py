"""Views as tables: a slice and a session in; one look out."""
