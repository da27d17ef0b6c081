"""The forms of papers, one a file; `--to` chooses one by the file's name."""
