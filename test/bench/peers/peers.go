//go:build tools

// Package peers pins the programs that ours are measured against.
package peers

import (
	_ "github.com/kptdev/krm-functions-catalog/functions/go/set-namespace"
	_ "github.com/yannh/kubeconform/cmd/kubeconform"
)
