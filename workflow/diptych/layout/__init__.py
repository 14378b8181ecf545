"""What the layout of every format follows from: sizes, and the fonts of the templates."""
