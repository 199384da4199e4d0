"""Tests of the workplaces."""
