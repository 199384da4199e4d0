"""Spreadsheets and CSV files as rows of text, whoever made them and however wrong they are."""
