"""Figures with everything that belongs to them, made without a page: a page shows them, a consultation keeps them."""
