"""The parts of the page Kwaliteitsdialoog, one module each."""
