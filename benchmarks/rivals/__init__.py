"""Who is measured: a module for each, run in an environment of its own. They share ``serving`` and nothing else."""
