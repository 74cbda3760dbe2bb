"""What is promised of speed, beside the raw thing on the same machine in the same run."""
