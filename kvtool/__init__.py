"""A city's international partners, networks and key messages as YAML in Git."""

__version__ = "0.1.0"
