"""Content files in, plain data and text with source positions out."""
