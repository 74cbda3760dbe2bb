"""Letters: from a text in any of our alphabets to ink."""
