"""What stands between the network and the app: compressed files, headers, and the gate that lets people in."""
