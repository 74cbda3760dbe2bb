"""Packing: picked goods into packs, checked before they are closed, and loaded before they go."""
