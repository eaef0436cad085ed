"""Commands of `kg` that stand in modules of their own; each puts itself on the application with `register`."""
