"""The pictures of papers, one a file: what each shows and says; its drawing stands in `templates/pictures/`."""
