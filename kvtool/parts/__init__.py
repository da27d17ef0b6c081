"""Parts that several papers are made of: each gathers plain values for a template."""
