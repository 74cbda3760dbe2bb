"""The entry: opens this computer as a workplace, and serves it to the people at it."""
