"""What a device and an ERP say to each other."""
