"""Goods that customers send back: how they are, and what becomes of them."""
