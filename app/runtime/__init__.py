"""One message at a time: read a slice, decide, commit, lay out, show."""
