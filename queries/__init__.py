"""Documented Cypher, one question a file."""
