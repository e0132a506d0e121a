"""How fast this package is, beside what a user would pick instead. Run with ``python -m benchmarks``."""
