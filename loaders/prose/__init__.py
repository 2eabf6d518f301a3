"""Running text and lists: sentences, cues, and the claims that follow from them."""
