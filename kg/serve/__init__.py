"""A graph over HTTP, read-only: the SPARQL 1.1 Protocol for programs, a page with the named queries for people."""
