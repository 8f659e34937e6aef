# Every target installs what it needs, shows what it does, and is quick the second time.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SITES ?= edge1 edge2
OUT ?= out
BASE ?=
MANIFESTS ?=
SETUP ?=
REPOSITORY ?= ghcr.io/intent-krm

INSTALLED := node_modules/.package-lock.json
BUILT := dist/.built
SOURCES := $(shell find functions lib tools test/real test/tools -name node_modules -prune -o -type f -not -name '*.test.ts' -print 2>/dev/null) \
  package.json tsconfig.json

.PHONY: help render build images test test-real test-porch verdict lint clean

help: ## Show this help
	@echo 'intent-krm: KRM functions that turn network intents into per-cluster Kubernetes packages'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

render: $(BUILT) ## Render the example intents for two sites into out/ (SITES="edge1 edge2")
	@KPT="$$(node tools/find-kpt.mjs)" && node dist/tools/render.cjs --kpt "$$KPT" --out $(OUT) $(SITES)

build: $(BUILT) ## Bundle each function into dist/<function>.cjs

images: $(BUILT) ## Build an image of each function, on Node.js and on Bun (BASE=public, local or a reference)
	@node dist/tools/images.cjs --repository $(REPOSITORY) $(if $(BASE),--base $(BASE))

test: $(BUILT) ## Run all tests, against the real kpt
	@KPT="$$(node tools/find-kpt.mjs)" && echo "testing with $$KPT" && KPT="$$KPT" npx --no-install jest

test-real: $(BUILT) ## Run the tests against a real API server (with Go, on Debian; built once)
	@KPT="$$(node tools/find-kpt.mjs)" && KPT="$$KPT" npx --no-install jest --config test/real/jest.config.cjs

test-porch: $(BUILT) ## Run the functions under a real Porch (with Go, on Debian; built once)
	@npx --no-install jest --config test/real/porch/jest.config.cjs --runInBand

verdict: ## Ask a real API server what it thinks of MANIFESTS="a.yaml b.yaml" (SETUP="crd.yaml")
	@$(MAKE) --silent build >&2
	@node dist/tools/verdict.cjs $(SETUP:%=--setup %) $(MANIFESTS)

lint: $(INSTALLED) ## Check style, types and the direction of imports
	npx --no-install biome ci .
	npx --no-install tsc --noEmit

clean: ## Remove what the other targets made (out/ with what you added to it), except installed packages
	rm -rf dist out .bin .cache coverage

$(INSTALLED): package.json package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || \
	  { echo 'install Node.js 20 or later (https://nodejs.org)' >&2; exit 1; }
	npm ci
	@touch $@

$(BUILT): $(INSTALLED) $(SOURCES)
	node tools/build.mjs
	@touch $@
