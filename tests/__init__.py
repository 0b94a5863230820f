"""Tests, in the order of the code they test; `quality` and `samples` are also commands."""
