"""The parts of the page Overleg voorbereiden, one module each."""
