"""What may come in: each file is judged here before anything else looks at it."""
