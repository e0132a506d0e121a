"""How a model class becomes XML, is read from XML, and becomes a schema."""
