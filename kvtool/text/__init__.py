"""YAML text, and where each field stands; knows no record."""
