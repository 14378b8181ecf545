"""Termbases of others: TBX (ISO 30042) and tables, read and written as concepts."""
