"""How Stockhand looks, sounds and feels: looks, theme, widgets, keys, guards and feedback."""
