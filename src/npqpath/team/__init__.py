"""Teams: who in a school or trust should study what, together, and who could step up."""
