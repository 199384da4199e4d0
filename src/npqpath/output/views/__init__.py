"""One module for each thing the program says."""
