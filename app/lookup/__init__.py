"""Looking something up: where it is and how much of it is free, whatever was scanned or typed."""
