# Each target is also `python3 -m tools TARGET`; pass arguments with ARGS='…'.
.DEFAULT_GOAL := help
.PHONY: serve test build new check try grade judge mutants reproduce bench test-engines offline-zip synth summary setup clean help

serve: ; @sh tools/python.sh -m tools serve $(ARGS)
test: ; @sh tools/python.sh -m tools test $(ARGS)
build: ; @sh tools/python.sh -m tools build $(ARGS)
new: ; @sh tools/python.sh -m tools new $(ARGS)
check: ; @sh tools/python.sh -m tools check $(ARGS)
try: ; @sh tools/python.sh -m tools try $(ARGS)
grade: ; @sh tools/python.sh -m tools grade $(ARGS)
judge: ; @sh tools/python.sh -m tools judge $(ARGS)
mutants: ; @sh tools/python.sh -m tools mutants $(ARGS)
reproduce: ; @sh tools/python.sh -m tools reproduce $(ARGS)
bench: ; @sh tools/python.sh -m tools bench $(ARGS)
test-engines: ; @sh tools/python.sh -m tools test-engines $(ARGS)
offline-zip: ; @sh tools/python.sh -m tools offline-zip $(ARGS)
synth: ; @sh tools/python.sh -m tools synth $(ARGS)
summary: ; @sh tools/python.sh -m tools summary $(ARGS)
setup: ; @sh tools/python.sh -m tools setup
clean: ; @sh tools/python.sh -m tools clean $(ARGS)
help: ; @sh tools/python.sh -m tools help
