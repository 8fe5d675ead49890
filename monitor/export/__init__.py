"""Files that leave the tool: pictures, spreadsheets and text tables, made from the same rows as the screen."""
