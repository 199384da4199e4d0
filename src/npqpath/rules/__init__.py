"""The reasoning core: conditions, the decision diagram and explanations, all pure."""
