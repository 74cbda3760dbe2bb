"""From single keys or bytes with their times to whole scanned texts."""
