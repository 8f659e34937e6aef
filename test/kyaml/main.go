// Command values tells how kyaml reads YAML texts. It takes one base64 text per line, and answers each with one line of
// JSON that loses nothing: {"value": …}, or {"error": "…"} for a text that is refused, is empty, or has a second document.
//
// Strings, booleans, null and lists stand for themselves; the rest is wrapped: {"map": {…}}, {"int": "511"},
// {"float": "0.5"}, {"timestamp": "2024-01-02"}, {"binary": "aGVsbG8="}.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<30)
	output := bufio.NewWriter(os.Stdout)
	answers := json.NewEncoder(output)
	answers.SetEscapeHTML(false)
	for input.Scan() {
		text, err := base64.StdEncoding.DecodeString(input.Text())
		exitOn(err)
		exitOn(answers.Encode(answer(text)))
	}
	exitOn(input.Err())
	exitOn(output.Flush())
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answer(text []byte) map[string]any {
	value, err := read(text)
	if err != nil {
		return map[string]any{"error": err.Error()}
	}
	return map[string]any{"value": value}
}

func read(text []byte) (*exact, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, second yaml.Node
	if err := decoder.Decode(&document); err != nil {
		return nil, err
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, errors.New("a second document follows")
	} else if err != io.EOF {
		return nil, err
	}
	// Duplicate keys, aliases inside what they stand for, alias bombs: found before aliases are expanded below.
	var checked any
	if err := document.Decode(&checked); err != nil {
		return nil, err
	}
	keysAreText(&document)
	var value *exact
	err := document.Decode(&value)
	return value, err
}

// keysAreText makes each key the text it is to kyaml; decoded without that, the key null would be left out.
func keysAreText(node *yaml.Node) {
	for i, child := range node.Content {
		isKey := node.Kind == yaml.MappingNode && i%2 == 0
		if isKey && child.Kind == yaml.ScalarNode && child.Tag != "!!merge" {
			child.Tag = "!!str"
		}
		keysAreText(child)
	}
}

// exact is a value as yaml.v3 decodes it, except for numbers, dates and bytes: they are kept as text.
type exact struct{ value any }

// An alias that a merge hides inside what it stands for is found by no check of yaml.v3.
const maxDepth = 2000

var depth int

// UnmarshalYAML is called by yaml.v3 for each value but null, behind aliases and in merged mappings too.
func (e *exact) UnmarshalYAML(node *yaml.Node) error {
	depth++
	defer func() { depth-- }()
	if depth > maxDepth {
		return errors.New("too deep")
	}
	switch node.Kind {
	case yaml.MappingNode:
		entries := map[string]*exact{}
		e.value = map[string]any{"map": entries}
		return node.Decode(&entries)
	case yaml.SequenceNode:
		items := []*exact{}
		err := node.Decode(&items)
		e.value = items
		return err
	default:
		var scalar any
		err := node.Decode(&scalar)
		e.value = exactScalar(node, scalar)
		return err
	}
}

func exactScalar(node *yaml.Node, scalar any) any {
	switch number := scalar.(type) {
	case int, int64, uint64:
		return map[string]string{"int": fmt.Sprint(number)}
	case float64:
		return map[string]string{"float": strconv.FormatFloat(number, 'g', -1, 64)}
	case time.Time:
		return map[string]string{"timestamp": node.Value}
	}
	if node.ShortTag() == "!!binary" {
		return map[string]string{"binary": node.Value}
	}
	return scalar
}

func (e *exact) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(e.value)
	return text.Bytes(), err
}
