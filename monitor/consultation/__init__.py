"""Preparing a consultation: the basket of findings, talking points, questions of members, and the documents made of them."""
