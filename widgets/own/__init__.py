"""The parts of the page *Mijn locatie*."""
