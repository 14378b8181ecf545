"""What kinds of documents are made of: the context they speak in, and the parts they share."""
