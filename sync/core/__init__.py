"""What is true of goods and deeds, as values and pure functions: no clock, chance or IO."""
