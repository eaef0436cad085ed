"""Reads Chinese official meeting news (会议新闻) and builds a knowledge graph of it."""

__version__ = "0.1.0"
