"""From answers to suggestions, funding decisions and a plan, as data; today's date is an argument."""
