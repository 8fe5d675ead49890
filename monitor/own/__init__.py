"""My location: own scores beside the national figures, and the sheet for the conversation of the team."""
