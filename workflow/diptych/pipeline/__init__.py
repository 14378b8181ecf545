"""The conductor: the stages in their order, from the content folder to files."""
