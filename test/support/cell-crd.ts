/**
 * The CRD of a kind, Cell (ran.example.com/v1). `specSchema`: the schema of its spec, in YAML; `versions`: list items, in
 * YAML, behind the one version.
 */
export function cellCrd(specSchema: string, versions = ''): string {
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: cells.ran.example.com}
spec:
  group: ran.example.com
  scope: Namespaced
  names: {kind: Cell, plural: cells}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
${indented(specSchema, 12)}${indented(versions, 2)}`;
}

function indented(text: string, columns: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(columns));
}
