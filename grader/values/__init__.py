"""Values and traces: described in words, compared stage by stage, shown side by side."""
