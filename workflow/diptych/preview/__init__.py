"""The document that is being written, in a browser on this computer, following each save."""
