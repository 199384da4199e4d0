"""Checks of a data set: findings, one module per family of checks, suppression, and the reports."""
