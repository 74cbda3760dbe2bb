"""A device that is offline for a month: what it wrote is all sent in the end, each once."""
