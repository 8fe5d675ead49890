"""What looks after the project itself; the app does not use it."""
