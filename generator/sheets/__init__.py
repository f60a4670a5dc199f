"""Tables that people fill in with Excel: opened with care, and read as a person means them."""
