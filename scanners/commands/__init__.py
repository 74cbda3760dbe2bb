"""What can be asked of the device plane at a terminal, one module a command."""
