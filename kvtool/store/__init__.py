"""The records of one base and one revision: loaded, linked, resolved; knows no rule."""
