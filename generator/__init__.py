"""Documents of the Belgian social activation subsidy, in French and Dutch."""

__version__ = "0.3.0"
