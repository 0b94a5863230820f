"""The built-in rules, one module each; imported as auditor.rules.<module>.

Read a rule from top to bottom: its docstring (what it flags, why, the remedy, its limits, the
standards), its options, its declaration with the examples that are executed as tests, its check.
"""
