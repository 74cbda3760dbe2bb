"""Barcodes as modules, dark and light, before any of them has a size."""
