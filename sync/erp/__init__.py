"""One folder for each ERP that can be spoken to; none knows another."""
