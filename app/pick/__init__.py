"""Picking: a walk through the bins for what is to be sent."""
