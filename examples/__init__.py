"""What wxclean does with a dump that lies here, and a plug-in."""
