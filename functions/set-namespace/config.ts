import { DNS_LABEL, DNS_LABEL_LENGTH } from '../../lib/krm/dns-syntax';
import type { ConfigSpec } from '../../lib/krm/function-config';
import type { Checked, SchemaIssue } from '../../lib/krm/schema-issues';
import type { YamlMap } from '../../lib/yaml/value';

export interface SetNamespaceConfig {
  /** Undefined where the config is a package context that has no name yet. */
  namespace: string | undefined;
  /** Only what is in this namespace moves. Undefined: everything moves. */
  namespaceMatcher: string | undefined;
}

/** A ConfigMap, the package context, or the catalog's `SetNamespace`. */
export const setNamespaceConfig: ConfigSpec<SetNamespaceConfig> = {
  kind: { group: 'fn.kpt.dev', version: 'v1alpha1', kind: 'SetNamespace' },
  keys: ['namespace', 'namespaceMatcher'],
  fromPackageContext: ({ name = '', namespace = '', namespaceMatcher = '' }) => ({ name, namespace, namespaceMatcher }),
  isText: () => true,
  parse: parseSettings,
};

/** `name` is the package's: only the package context has it, always. */
function parseSettings({ namespace, namespaceMatcher, name }: YamlMap): Checked<SetNamespaceConfig> {
  const issues = [...textIssues('namespace', namespace), ...textIssues('namespaceMatcher', namespaceMatcher)];
  if (issues.length > 0) return { issues };
  const [key, value] = namespace ? ['namespace', namespace] : ['name', name];
  const problem = value ? namespaceProblem(String(value)) : undefined;
  if (problem) return { issues: [{ path: [key], message: problem }] };
  if (!value && name === undefined) {
    return { issues: [{ path: ['namespace'], message: '`namespace` is empty: name the namespace to move to' }] };
  }
  const matcher = namespaceMatcher ? String(namespaceMatcher) : undefined;
  return { data: { namespace: value ? String(value) : undefined, namespaceMatcher: matcher } };
}

function textIssues(key: string, value: YamlMap[string] | undefined): SchemaIssue[] {
  if (value === undefined || value === null || typeof value === 'string') return [];
  return [{ path: [key], message: `\`${key}\` is no text: write a name, in quotes if it looks like a number` }];
}

/** What is wrong with the name of a namespace, and the mend; undefined where it is valid. */
function namespaceProblem(name: string): string | undefined {
  if (name.length > DNS_LABEL_LENGTH)
    return `the namespace ${JSON.stringify(name)} has ${name.length} characters, at most ${DNS_LABEL_LENGTH} are allowed`;
  if (DNS_LABEL.test(name)) return undefined;
  return `${JSON.stringify(name)} is no name for a namespace: write lower-case letters, digits and "-", with a letter or digit at both ends`;
}
