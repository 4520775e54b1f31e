"""A course of any size, made from templates: what shows whether the tools cope with a large one."""
