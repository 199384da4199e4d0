"""The data set: strict YAML reading, models, checks, loading and the cache."""
