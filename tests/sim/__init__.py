"""Deterministic simulation of the shipping code: devices, a bad network, an office, and chance."""
