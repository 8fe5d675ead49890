"""Everything the product says in Dutch that is made from data: numbers, dates, verdicts, alt texts."""
