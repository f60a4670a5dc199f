"""A second reading of the templates, which shares no code with the program: what a document must hold.

The files are joined, tags and conditions are read, and values are written here anew; a fault that the
program and its proof had in common would be seen by neither.
"""
