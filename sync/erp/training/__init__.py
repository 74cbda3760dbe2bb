"""The training warehouse: a small ERP of its own, on SQLite, behind the same face as a real one."""
