"""Words for people: labels in three languages, dates, sorting, and the two doors through which text leaves."""
