"""People: who is working, what they like, and who may work here at all."""
