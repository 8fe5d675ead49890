"""Who may see and do what: people and roles from a file, rights that the library checks itself, and the audit trail."""
