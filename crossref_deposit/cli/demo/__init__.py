"""The demonstration: real articles, a sandbox, four mistakes and how they are found and mended."""
