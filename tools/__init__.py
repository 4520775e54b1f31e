"""Build time and command line of the workbook: set-up, site, runtime, authors' commands."""
