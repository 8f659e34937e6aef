// Prints what the CEL library of Kubernetes makes of expressions: a JSON object per line for each line of JSON on stdin.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"sort"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

type answer struct {
	Type    string `json:"type,omitempty"`
	Value   string `json:"value,omitempty"`
	Error   string `json:"error,omitempty"`
	Problem string `json:"problem,omitempty"`
	Cost    uint64 `json:"cost"`
}

// The variables of expressions; those of the test are the same.
var variables = []cel.EnvOption{
	cel.Variable("x", cel.DynType),
	cel.Variable("i", cel.IntType),
	cel.Variable("s", cel.StringType),
	cel.Variable("l", cel.ListType(cel.IntType)),
	cel.Variable("m", cel.MapType(cel.StringType, cel.DynType)),
}

var bindings = map[string]any{
	"x": map[string]any{"a": int64(1), "b": "text", "c": []any{int64(1), int64(5)}, "n": nil},
	"i": int64(7),
	"s": "héllo wörld",
	"l": []int64{3, 1, 2},
	"m": map[string]any{"one": int64(1), "l": []any{int64(1)}, "s": "x"},
}

func main() {
	versions := environment.MustBaseEnvSet(version.MajorMinor(1, 36))
	set, err := versions.Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions:        variables,
	})
	if err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var expression string
		if err := json.Unmarshal(lines.Bytes(), &expression); err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(evaluate(set.NewExpressionsEnv(), expression)); err != nil {
			log.Fatal(err)
		}
	}
}

func evaluate(env *cel.Env, expression string) (found answer) {
	ast, issues := env.Compile(expression)
	if issues != nil {
		return answer{Problem: issues.String()}
	}
	program, err := env.Program(ast)
	if err != nil {
		return answer{Problem: err.Error()}
	}
	// Where the library itself breaks off, there is nothing to compare with.
	defer func() {
		if reason := recover(); reason != nil {
			found = answer{Error: fmt.Sprintf("panic: %v", reason)}
		}
	}()
	value, details, err := program.Eval(bindings)
	found = answer{Type: ast.OutputType().String(), Cost: *details.ActualCost()}
	if err != nil {
		found.Error = err.Error()
	} else {
		found.Value = text(value)
	}
	return found
}

// text writes a value so that values of different types differ.
func text(value ref.Val) string {
	switch v := value.(type) {
	case types.String:
		quoted, _ := json.Marshal(string(v))
		return string(quoted)
	case types.Uint:
		return fmt.Sprintf("%du", uint64(v))
	case types.Bytes:
		return fmt.Sprintf("bytes %x", []byte(v))
	case types.Null:
		return "null"
	case *types.Optional:
		if !v.HasValue() {
			return "none"
		}
		return fmt.Sprintf("optional %s", text(v.GetValue()))
	case traits.Mapper:
		return fmt.Sprintf("{%s}", strings.Join(entries(v), ", "))
	case traits.Lister:
		return fmt.Sprintf("[%s]", strings.Join(items(v), ", "))
	}
	converted := value.ConvertToType(types.StringType)
	if types.IsError(converted) {
		return value.Type().TypeName()
	}
	return fmt.Sprintf("%s %s", value.Type().TypeName(), converted)
}

func entries(mapper traits.Mapper) []string {
	texts := []string{}
	for it := mapper.Iterator(); it.HasNext() == types.True; {
		key := it.Next()
		texts = append(texts, text(key)+": "+text(mapper.Get(key)))
	}
	sort.Strings(texts)
	return texts
}

func items(lister traits.Lister) []string {
	texts := []string{}
	for it := lister.Iterator(); it.HasNext() == types.True; {
		texts = append(texts, text(it.Next()))
	}
	return texts
}
