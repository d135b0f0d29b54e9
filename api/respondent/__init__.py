"""What the holder of a personal link sees and does."""
