"""How fast the auditor is: `python -m benchmarks.speed FOLDER`."""
