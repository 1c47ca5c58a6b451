"""The cases, one module a file of golden frames."""
