"""The commands, one a file: options, one call, one print."""
