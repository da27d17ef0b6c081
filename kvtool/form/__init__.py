"""What a form is: a module of `forms/` that makes a file of a paper, such as a web page or a document of a word processor.

Its `convert(markdown, language, title, templates)` gives the file's bytes, its `ENDING` the ending of the file's name,
and `TEXT` says whether the bytes are text that a terminal may show.
"""
