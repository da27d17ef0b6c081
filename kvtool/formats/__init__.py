"""Ways of printing, one a file; found by file name."""
