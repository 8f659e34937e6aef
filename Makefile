# Every target installs what it needs, shows what it does, and is quick the second time.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SITES ?=
INVENTORY ?=
PUSH ?=
GIT_SERVER ?= https://git.example.com/nephio
OUT ?= out
BASE ?=
MANIFESTS ?=
SETUP ?=
REPOSITORY ?= ghcr.io/intent-krm

INSTALLED := node_modules/.package-lock.json
BUILT := dist/.built
SCHEMA_SOURCES := lib/schema/generate/node_modules/.package-lock.json
KYAML := .cache/kyaml-values
CEL := .cache/cel-values
# The catalog's functions in Go that ours are compared with; test/bench/peers pins them.
CATALOG := $(addprefix .cache/catalog/,apply-setters set-namespace)
GO := $(shell command -v go 2>/dev/null)
SOURCES := $(shell find functions lib tools test/bench test/real test/support test/tools -name node_modules -prune -o -type f -not -name '*.test.ts' -print 2>/dev/null) \
  $(wildcard blueprints/policies/*.yaml) blueprints/cluster-baseline/crds.yaml package.json tsconfig.json

.PHONY: help render management build schemas images test test-kyaml test-cel test-catalog without-go test-real test-porch verdict bench bench-sites lint clean

help: ## Show this help
	@echo 'intent-krm: KRM functions that turn network intents into per-cluster Kubernetes packages'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

render: $(BUILT) ## Render the example intents for each site into a Git repository in out/ (SITES="edge1 edge2" INVENTORY=sites.yaml PUSH=https://…)
	@KPT="$$(node tools/find-kpt.mjs)" && node dist/tools/render.cjs --kpt "$$KPT" --out $(OUT) \
	  $(if $(INVENTORY),--inventory $(INVENTORY)) $(if $(PUSH),--push $(PUSH)) $(SITES)

management: render ## Write what Porch and the clusters have to know of the sites into out/management/ (GIT_SERVER=https://…)
	@node dist/tools/management.cjs --out $(OUT) --git-server $(GIT_SERVER) $(if $(INVENTORY),--inventory $(INVENTORY))

build: $(BUILT) ## Bundle each function into dist/<function>.cjs

schemas: $(SCHEMA_SOURCES) ## Generate the schema packs of Kubernetes (lib/schema/packs/) from npm packages
	node lib/schema/generate/main.mjs

images: $(BUILT) ## Build an image of each function, on Node.js and on Bun (BASE=public, local or a reference)
	@node dist/tools/images.cjs --repository $(REPOSITORY) $(if $(BASE),--base $(BASE))

test: $(BUILT) $(if $(GO),$(KYAML) $(CEL) $(CATALOG),without-go) ## Run all tests, against the real kpt
	@KPT="$$(node tools/find-kpt.mjs)" && echo "testing with $$KPT" && \
	  KPT="$$KPT" $(if $(GO),KYAML_VALUES='$(CURDIR)/$(KYAML)' CEL_VALUES='$(CURDIR)/$(CEL)' CATALOG_FUNCTIONS='$(CURDIR)/.cache/catalog') \
	  npx --no-install jest

test-kyaml: $(INSTALLED) $(KYAML) ## Compare how YAML is read here and by kyaml (needs Go)
	@KPT="$$(node tools/find-kpt.mjs)" && KPT="$$KPT" KYAML_VALUES='$(CURDIR)/$(KYAML)' npx --no-install jest test/kyaml

test-cel: $(INSTALLED) $(CEL) ## Compare what expressions give here and in Kubernetes' CEL library (needs Go)
	@CEL_VALUES='$(CURDIR)/$(CEL)' npx --no-install jest test/cel

test-catalog: $(INSTALLED) $(CATALOG) ## Compare our functions with the catalog's in Go (needs Go)
	@CATALOG_FUNCTIONS='$(CURDIR)/.cache/catalog' npx --no-install jest test/catalog

without-go:
	@echo 'there is no go on PATH: skipping the comparisons with kyaml (make test-kyaml), CEL (test-cel) and the catalog (test-catalog)' >&2; \
	  [ -z '$(REQUIRE_GO)' ]

bench-sites: $(BUILT) ## Time the render of 100 sites, beside `cat` in place of every function
	@KPT="$$(node tools/find-kpt.mjs)" && node dist/tools/bench-sites.cjs --kpt "$$KPT"

bench: $(BUILT) ## Measure functions and pipelines, for README.md and docs/benchmarks/ (QUICK=1: a glance, writes nothing)
	@KPT="$$(node tools/find-kpt.mjs)" && node dist/tools/bench.cjs --kpt "$$KPT" \
	  $(if $(QUICK),--plan quick,--out docs/benchmarks --readme README.md --date "$$(date +%F)")

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

clean: ## Remove what the other targets made (out/ with the repositories in it), except installed packages
	rm -rf dist out .bin .cache coverage

$(INSTALLED): package.json package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || \
	  { echo 'install Node.js 20 or later (https://nodejs.org)' >&2; exit 1; }
	npm ci
	@touch $@

$(SCHEMA_SOURCES): $(addprefix lib/schema/generate/,package.json package-lock.json)
	cd lib/schema/generate && npm ci --loglevel=error
	@touch $@

$(KYAML): $(addprefix test/kyaml/,main.go go.mod go.sum)
	cd test/kyaml && go build -o '$(CURDIR)/$@' .

$(CEL): $(addprefix test/cel/,main.go go.mod go.sum)
	cd test/cel && go build -o '$(CURDIR)/$@' .

.cache/catalog/set-namespace: $(addprefix test/bench/peers/,go.mod go.sum)
	cd test/bench/peers && go build -o '$(CURDIR)/$@' github.com/kptdev/krm-functions-catalog/functions/go/$(@F)

# It needs another version of kyaml.
.cache/catalog/apply-setters: $(addprefix test/bench/peers/apply-setters/,go.mod go.sum)
	cd test/bench/peers/apply-setters && go build -o '$(CURDIR)/$@' github.com/kptdev/krm-functions-catalog/functions/go/$(@F)

$(BUILT): $(INSTALLED) $(SOURCES)
	node tools/build.mjs
	@touch $@
