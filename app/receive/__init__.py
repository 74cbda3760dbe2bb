"""Receive: from the truck to the books, one scan at a time."""
