"""How well identity is told: pairs of names whose answer is known go the way that a document's names go."""
