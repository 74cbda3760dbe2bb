"""Setup: which ERP, which company, which warehouse."""
