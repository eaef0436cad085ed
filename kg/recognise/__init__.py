"""Sentences -> claims, by rules that are data; and the means to look into the rules and to check them."""

from kg.recognise.check import Inventory, check, inventory
from kg.recognise.explain import Firing, explain
from kg.recognise.rules import RuleSet, load_rules

__all__ = ["Firing", "Inventory", "RuleSet", "check", "explain", "inventory", "load_rules"]
