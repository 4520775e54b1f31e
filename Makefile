# Each target is also `python3 -m tools TARGET`; pass arguments with ARGS='…'.
.DEFAULT_GOAL := help
.PHONY: serve test build new check readability try grade regrade overview judge mutants reproduce bench test-engines offline-zip anki export synth summary setup clean help

# A command that fails has said why. So that make adds no “Error 1” to it, make is ended by the one
# signal on which shells do not comment either. Where that is ignored, make says what it always says.
serve test build new check readability try grade regrade overview judge mutants reproduce bench test-engines offline-zip anki export synth summary setup clean help:
	@sh tools/python.sh -m tools $@ $(ARGS) || { kill -PIPE $$PPID; exit 1; }
