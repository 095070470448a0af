"""What wxclean does with a bundled dump, and the picture of it."""
