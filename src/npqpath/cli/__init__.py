"""The command line: the only part that prints, prompts, reads the clock or the environment."""
