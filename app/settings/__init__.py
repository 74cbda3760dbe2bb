"""What a device remembers about itself: settings in one file, the key in the keyring."""
