"""Sentences -> claims, by rules that are data."""
