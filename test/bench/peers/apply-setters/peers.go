//go:build tools

// Package peers pins the catalog's apply-setters: it needs another kyaml than the rest of the catalog.
package peers

import _ "github.com/kptdev/krm-functions-catalog/functions/go/apply-setters"
