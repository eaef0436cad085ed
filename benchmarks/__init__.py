"""Measurements of kg beside others."""
