// Judges the objects of a ResourceList by its ValidatingAdmissionPolicies, with the evaluator of the API server, and
// prints how many it denies. Parameters, selectors of bindings and match conditions are not looked at.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	v1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission"
	"k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/admission/plugin/webhook/predicates/rules"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"sigs.k8s.io/yaml"
)

type policy struct {
	rules     []v1.NamedRuleWithOperations
	validator validating.Validator
}

func main() {
	denied, err := judge(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	fmt.Println(denied)
}

func judge(input io.Reader) (int, error) {
	bytes, err := io.ReadAll(input)
	if err != nil {
		return 0, err
	}
	var list struct {
		Items []map[string]any `json:"items"`
	}
	if err := yaml.Unmarshal(bytes, &list); err != nil {
		return 0, err
	}
	var policies []policy
	var objects []*unstructured.Unstructured
	for _, item := range list.Items {
		switch item["kind"] {
		case "ValidatingAdmissionPolicy":
			var read v1.ValidatingAdmissionPolicy
			if err := runtime.DefaultUnstructuredConverter.FromUnstructured(item, &read); err != nil {
				return 0, err
			}
			compiled, err := compile(&read.Spec)
			if err != nil {
				return 0, err
			}
			policies = append(policies, compiled)
		case "ValidatingAdmissionPolicyBinding":
		default:
			objects = append(objects, &unstructured.Unstructured{Object: item})
		}
	}
	denied := 0
	for _, object := range objects {
		if isDenied(object, policies) {
			denied++
		}
	}
	return denied, nil
}

func isDenied(object *unstructured.Unstructured, policies []policy) bool {
	kind := object.GroupVersionKind()
	// As the kinds of Kubernetes that the comparison uses make their plurals.
	resource := schema.GroupVersionResource{Group: kind.Group, Version: kind.Version, Resource: strings.ToLower(kind.Kind) + "s"}
	attributes := admission.NewAttributesRecord(object, nil, kind, object.GetNamespace(), object.GetName(), resource, "", admission.Create, nil, false, nil)
	versioned := &admission.VersionedAttributes{Attributes: attributes, VersionedKind: kind, VersionedObject: object}
	isDenied := false
	for _, each := range policies {
		if !each.matches(attributes) {
			continue
		}
		result := each.validator.Validate(context.Background(), resource, versioned, nil, nil, celconfig.RuntimeCELCostBudget, nil)
		for _, decision := range result.Decisions {
			isDenied = isDenied || decision.Action == validating.ActionDeny
		}
	}
	return isDenied
}

func (p policy) matches(attributes admission.Attributes) bool {
	for _, rule := range p.rules {
		matcher := rules.Matcher{Rule: rule.RuleWithOperations, Attr: attributes}
		if matcher.Matches() {
			return true
		}
	}
	return false
}

func compile(spec *v1.ValidatingAdmissionPolicySpec) (policy, error) {
	environments := environment.MustBaseEnvSet(environment.DefaultCompatibilityVersion())
	compiler, err := cel.NewCompositedCompiler(environments)
	if err != nil {
		return policy{}, err
	}
	variables := make([]cel.NamedExpressionAccessor, len(spec.Variables))
	for i := range spec.Variables {
		variables[i] = &validating.Variable{Name: spec.Variables[i].Name, Expression: spec.Variables[i].Expression}
	}
	options := cel.OptionalVariableDeclarations{HasAuthorizer: true}
	compiler.CompileAndStoreVariables(variables, options, environment.StoredExpressions)
	conditions := make([]cel.ExpressionAccessor, len(spec.Validations))
	messages := make([]cel.ExpressionAccessor, len(spec.Validations))
	for i, validation := range spec.Validations {
		conditions[i] = &validating.ValidationCondition{Expression: validation.Expression, Message: validation.Message, Reason: validation.Reason}
		if validation.MessageExpression != "" {
			messages[i] = &validating.MessageExpressionCondition{MessageExpression: validation.MessageExpression}
		}
	}
	validator := validating.NewValidator(
		compiler.CompileCondition(conditions, options, environment.StoredExpressions),
		nil,
		compiler.CompileCondition(nil, options, environment.StoredExpressions),
		compiler.CompileCondition(messages, options, environment.StoredExpressions),
		spec.FailurePolicy,
		nil,
	)
	return policy{rules: spec.MatchConstraints.ResourceRules, validator: validator}, nil
}
