# Installs what Diptych needs, builds every document, checks and tests the code.
# Nothing is downloaded once it is installed; `make help` lists the targets.

# Which Python makes the virtual environment: make PYTHON=python3.12
PYTHON ?= python3

BIN := .venv/bin
INSTALLED := .venv/.installed
CATALOGUE := .diptych/diptych.pot
# What people run of «diptych»; check and clean have targets of other names, which the code has.
COMMANDS := init new add say preview status confirm propose terms release sign verify summary

export PYTHON

.DELETE_ON_ERROR:
.PHONY: all install system bundles mail signatures $(COMMANDS) content leftovers check format test test-slow \
  test-all test-bare fuzz crash bench slurm test-slurm conformance judges gallery looks emblems catalogues docs \
  schemas rooms lock clean help

all: $(INSTALLED) ## Install what is missing and build the documents that are out of date (the default)
	$(BIN)/snakemake

install: $(INSTALLED) ## Install the system libraries and the Python packages of the lock file

system: ## Make sure of Python and the libraries WeasyPrint draws with
	@$(PYTHON) tools/system.py

# Made anew for a new lock, so that nothing stays of an older one.
.venv/.locked: requirements.lock | system
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes --requirement $<
	@touch $@

$(INSTALLED): pyproject.toml .venv/.locked
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@# Python reads this file in the encoding of the locale, which may lack the letters of our path.
	@for file in .venv/lib/python3*/site-packages/__editable__.diptych-*.pth; do echo ../../../../workflow > "$$file"; done
	@touch $@

bundles mail signatures: $(INSTALLED) ## Make what goes to recipients: a ZIP file a meeting, drafts of messages, signed copies
	$(BIN)/snakemake $@

# «diptych COMMAND» without the environment, its arguments in ARGS: make say ARGS=date:2024-08-28
$(COMMANDS): $(INSTALLED) ## Run «diptych COMMAND» with ARGS: make new ARGS=2025-03-14-third-session
	@$(BIN)/diptych $@ $(ARGS)

content: $(INSTALLED) ## Check texts and facts without building anything (diptych check)
	@$(BIN)/diptych check $(ARGS)

leftovers: $(INSTALLED) ## Remove from output/ what has no source any more (diptych clean)
	@$(BIN)/diptych clean $(ARGS)

check: $(INSTALLED) ## Look for faults in the code without running it
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/snakefmt --check Snakefile workflow
	$(BIN)/snakemake --lint

format: $(INSTALLED) ## Put the code into its one layout
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/snakefmt Snakefile workflow

test: $(INSTALLED) ## Run the tests, but the slow ones
	$(BIN)/pytest -n auto -m "not slow and not conformance and not cluster"

test-slow: $(INSTALLED) ## Run the tests that build whole projects or try very many inputs
	$(BIN)/pytest -n auto -m "slow and not conformance and not cluster"

test-all: test test-slow ## Run both

test-bare: ## Run both commands of the README in bare Debian 12 and 13 (as root; needs debootstrap)
	command -v debootstrap > /dev/null || apt-get install --yes --quiet --no-install-recommends debootstrap
	tools/bare.sh bookworm trixie

fuzz: $(INSTALLED) ## Try ten thousand contents that nobody has thought of
	FUZZ_CASES=10000 $(BIN)/pytest -n auto tests/test_fuzz.py
	FUZZ_CASES=1000 $(BIN)/pytest -n auto tests/test_nothing_lost.py tests/writers/test_docx_template.py

crash: $(INSTALLED) ## Kill builds at a hundred moments, edit two hundred times during others, and compare
	CRASHES=100 EDITS=200 $(BIN)/pytest -n 0 -s tests/workflow/test_survival.py tests/workflow/test_fresh.py

bench: $(INSTALLED) ## Measure builds beside the bare engines and beside other ways to the same files
	$(BIN)/python benchmarks/bench.py

conformance: $(INSTALLED) judges ## Have independent programs judge what the writers write
	$(BIN)/pytest -n auto -m conformance

slurm: .venv/.slurm ## Install what building on a cluster needs (snakemake --profile profiles/slurm)

.venv/.slurm: profiles/slurm/requirements.lock $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes --requirement $<
	@touch $@

test-slurm: slurm ## Build on a cluster of two nodes, of which one dies (Debian and Ubuntu, as root)
	command -v slurmctld > /dev/null || apt-get install --yes --quiet --no-install-recommends slurmctld slurmd slurm-client munge
	$(BIN)/pytest -n 0 -s -m cluster tests/cluster

judges: .judges/.installed ## Install those programs (Debian and Ubuntu)

.judges/.installed: $(wildcard tools/judges/*.*)
	tools/judges/install.sh
	@touch $@

gallery: all ## Render every page of every document to images, to look at
	$(BIN)/python tools/gallery.py

looks: $(INSTALLED) ## Bring the Word styles in step with the style sheets of the PDF files
	$(BIN)/python tools/looks.py --write

emblems: $(INSTALLED) ## Draw the PNG beside each emblem
	$(BIN)/python tools/emblems.py

catalogues: $(INSTALLED) ## Bring the catalogues of labels and messages in step with the code
	@$(BIN)/python tools/messages.py
	@mkdir -p $(dir $(CATALOGUE))
	$(BIN)/pybabel -q extract --mapping-file pyproject.toml --no-default-keywords --keyword label \
	  --keyword msgid --no-location --sort-output --output-file $(CATALOGUE) workflow/diptych \
	  templates/site
	$(BIN)/pybabel -q update --domain diptych --input-file $(CATALOGUE) --output-dir templates/locale \
	  --omit-header --no-fuzzy-matching --no-wrap

rooms: $(INSTALLED) ## Draw the rooms of the code for CONTRIBUTING.md from its imports
	$(BIN)/python tools/rooms.py

docs: $(INSTALLED) ## Write the reference of keys, roles and messages, and the pictures of the guide, into docs
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/press.py

schemas: $(INSTALLED) ## Write the schemas of the content files, for editors
	$(BIN)/diptych schemas

lock: ## Write the lock files; LOCKFLAGS=--upgrade takes the newest versions
	tools/lock.sh $(LOCKFLAGS)

clean: ## Remove what the build made, but not what was installed
	find output -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	rm -rf .diptych .snakemake

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z$$()A-Z -]+:.*## / { gsub(/\$$\(COMMANDS\)/, "COMMAND", $$1); printf "%-24s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
