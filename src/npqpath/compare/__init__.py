"""What a change of the data changes in the advice."""
