"""The plan file: what a teacher keeps over the years, and what the program may change in it."""
