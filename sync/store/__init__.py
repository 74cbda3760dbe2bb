"""The device's own store: a precious journal of deeds, and a disposable mirror of the ERP."""
