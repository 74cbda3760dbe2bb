"""The data plane: deeds, the store that keeps them, the engine that sends them, and the ERPs."""
