"""What a scanned text can mean, worked out without asking anybody."""
