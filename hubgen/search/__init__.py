"""Search: for each language an index, in files of which a reader's browser needs only a few."""
