"""The ways a scanner is attached, one file each."""
