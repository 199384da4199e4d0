"""The data set: its files read strictly, their models, overlays laid over them, and the cache."""
