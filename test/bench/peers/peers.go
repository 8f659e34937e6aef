//go:build tools

// Package peers pins the catalog's functions that ours are measured against.
package peers

import _ "github.com/kptdev/krm-functions-catalog/functions/go/set-namespace"
