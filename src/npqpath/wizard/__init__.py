"""Asking the questions: a pure replay of the answers, and the prompters that show it."""
