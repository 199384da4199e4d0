"""npqpath: a career pathway advisor for teachers in England."""

__version__ = "0.1.0"
