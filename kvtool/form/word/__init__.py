"""What a word processor's document is made of: elements, look, notes, and the archive that holds them."""
