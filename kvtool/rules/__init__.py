"""The rules, one a file, named for the fault; found by file name."""
