"""What is measured, side by side with what one would do without us; nothing here is a test."""
