"""The application: from the pages of the marketplaces to one searchable store."""
