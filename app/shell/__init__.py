"""The shell: one frame round every screen, its keys, its light and its sound."""
