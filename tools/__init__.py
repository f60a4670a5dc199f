"""What those who work on the program call; nothing of it is installed."""
