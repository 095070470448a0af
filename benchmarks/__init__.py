"""What wxclean is measured with: the corpus score and the speed bench. Not part of the wheel."""
