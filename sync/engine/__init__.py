"""When to push, when to pull, what to say about it: one loop that always drains what is unsent."""
