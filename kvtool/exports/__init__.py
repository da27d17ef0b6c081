"""Ways of leaving with the records, one a file; found by file name."""
