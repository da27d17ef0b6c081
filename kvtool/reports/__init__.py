"""The reports, one a file, each with a template of the same name; found by file name."""
