"""The local quality dialogue: a year's settings, who takes part, what was said, and what was agreed."""
