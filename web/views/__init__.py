"""What a page shows, typed and worded, so that templates only lay it out."""
