"""The device plane: codes, framing, devices, labels and printers."""
