"""What a device remembers about itself."""
