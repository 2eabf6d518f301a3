"""Polish: institution types in every case, places, dates, personal data."""
