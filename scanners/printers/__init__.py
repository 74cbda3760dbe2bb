"""Printers: one file for each way one is attached, and the journal of what was printed."""
