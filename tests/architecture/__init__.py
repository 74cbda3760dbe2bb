"""What every module of Stockhand must be, checked like any other promise."""
