"""Workplaces: the lists that GOV.UK publishes, made into one file that can be searched on this computer."""

FILE = "workplaces.sqlite"
"""The name of the file, in an overlay or in the folder of the person who runs the program."""
