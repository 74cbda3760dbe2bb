"""What people see and do on the floor: one folder a verb, over the data and the device plane."""
