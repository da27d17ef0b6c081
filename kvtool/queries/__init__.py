"""Questions about a knowledge base: plain functions that answer with values and tables."""
