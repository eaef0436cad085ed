"""Sentences -> claims, by rules that are data."""

from kg.recognise.rules import RuleSet, load_rules

__all__ = ["RuleSet", "load_rules"]
