"""Counting: what lies in a bin, article by article, until nothing more is there."""
