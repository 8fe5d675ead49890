"""From files to the tables of a dialogue year: plain lists, registers, and answers from form tools."""
