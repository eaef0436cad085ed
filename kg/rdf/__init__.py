"""Readings as RDF: the terms (`vocab`, `ontology`), the names of things (`mint`, `pinyin`), the triples (`graph`)."""
