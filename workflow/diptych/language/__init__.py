"""Locale data and grammar: what officials would write, language by language."""
