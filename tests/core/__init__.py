"""What is true of goods and deeds, as data into one check."""
