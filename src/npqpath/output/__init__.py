"""Turning advice into documents, and documents into one module per output format."""
