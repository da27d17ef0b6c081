"""Pictures drawn: drawings of `templates/pictures/` filled in, made to SVG by a child process, and looked through."""
