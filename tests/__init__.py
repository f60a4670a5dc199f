"""Tests of the generator, a module for each module."""
