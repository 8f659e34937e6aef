import type { ConfigSpec } from '../../lib/krm/function-config';
import { INTENT_GROUP, INTENT_VERSION } from '../../lib/krm/own-kinds';
import type { Checked, SchemaIssue } from '../../lib/krm/schema-issues';
import type { MissingNamespace } from '../../lib/policy/namespaces';
import { KUBERNETES_VERSIONS, knownKubernetes, NEWEST_KUBERNETES } from '../../lib/schema/pack';
import type { YamlMap, YamlValue } from '../../lib/yaml/value';
import { readDay, readExemptions } from './config/exemptions';
import { readPacks } from './config/packs';
import { readPolicyObjects } from './config/policy-objects';
import type { Exemption, PackChoice } from './config/settings';

export interface PolicyEnforcerConfig {
  /** A minor version of Kubernetes. */
  kubernetesVersion: string;
  /** Whether policies see objects with the defaults that the API server fills in. */
  defaulting: boolean;
  /** Whether policies for Pods are asked about the Pods that workloads will make. */
  podProjection: boolean;
  /** What stands for a namespace that the package does not have. */
  namespaceObject: MissingNamespace;
  packs: readonly PackChoice[];
  /** ValidatingAdmissionPolicies beside those of the package. */
  policies: readonly YamlMap[];
  /** ValidatingAdmissionPolicyBindings beside those of the package; with `siteSelector`, for some sites. */
  bindings: readonly YamlMap[];
  /** Objects that policies take parameters from, beside those of the package. */
  params: readonly YamlMap[];
  /** CustomResourceDefinitions beside those of the package. */
  crds: readonly YamlMap[];
  exemptions: readonly Exemption[];
  /** The day on which exemptions have expired or not, `YYYY-MM-DD`. */
  asOf: string | undefined;
}

const DEFAULTS: PolicyEnforcerConfig = {
  kubernetesVersion: NEWEST_KUBERNETES,
  defaulting: true,
  podProjection: true,
  namespaceObject: 'synthesise',
  packs: [],
  policies: [],
  bindings: [],
  params: [],
  crds: [],
  exemptions: [],
  asOf: undefined,
};

export const policyEnforcerConfig: ConfigSpec<PolicyEnforcerConfig> = {
  kind: { group: INTENT_GROUP, version: INTENT_VERSION, kind: 'PolicyEnforcer' },
  keys: Object.keys(DEFAULTS),
  parse: parseSettings,
  defaults: () => DEFAULTS,
  // 1.30 is no number.
  isText: key => key === 'kubernetesVersion' || key === 'asOf',
};

function parseSettings(settings: YamlMap): Checked<PolicyEnforcerConfig> {
  const config = { ...DEFAULTS };
  const issues: SchemaIssue[] = [];
  for (const [key, value] of Object.entries(settings)) {
    const problem = SETTERS[key]?.(config, value);
    if (problem) issues.push({ path: [key], message: `\`${key}\`: ${problem}` });
  }
  const undated = config.exemptions.find(({ expires }) => expires !== undefined);
  if (undated && config.asOf === undefined) {
    const message = `\`asOf\`: an exemption expires on ${undated.expires}, and a function has no clock: give the day to judge by, asOf: 2026-01-31`;
    issues.push({ path: ['asOf'], message });
  }
  if (issues.length === 0) issues.push(...issuesInside(config));
  return issues.length > 0 ? { issues } : { data: config };
}

/** What checks objects is loaded where the config has some. */
function issuesInside(config: PolicyEnforcerConfig): SchemaIssue[] {
  if ([config.policies, config.bindings, config.params].every(objects => objects.length === 0)) return [];
  const { inlineIssues }: typeof import('./config/inline-objects') = require('./config/inline-objects');
  return inlineIssues(config);
}

/** How each setting gets into the config; gives what is wrong with it. */
const SETTERS: Record<string, (config: PolicyEnforcerConfig, value: YamlValue) => string | undefined> = {
  kubernetesVersion(config, value) {
    const minor = knownKubernetes(String(value));
    if (minor === undefined) {
      return `policies are evaluated as Kubernetes ${[...KUBERNETES_VERSIONS].reverse().join(', ')} does, not ${JSON.stringify(value)}`;
    }
    config.kubernetesVersion = minor;
    return undefined;
  },
  defaulting: (config, value) => setBoolean(config, 'defaulting', value),
  podProjection: (config, value) => setBoolean(config, 'podProjection', value),
  namespaceObject(config, value) {
    if (value !== 'synthesise' && value !== 'package') {
      return 'write synthesise (a namespace that is not in the package has its name only) or package (it is missing)';
    }
    config.namespaceObject = value;
    return undefined;
  },
  packs(config, value) {
    const read = readPacks(value);
    if (typeof read === 'string') return read;
    config.packs = read;
    return undefined;
  },
  policies: (config, value) => setObjects(config, 'policies', value, 'ValidatingAdmissionPolicy'),
  bindings: (config, value) => setObjects(config, 'bindings', value, 'ValidatingAdmissionPolicyBinding'),
  params: (config, value) => setObjects(config, 'params', value, undefined),
  crds: (config, value) => setObjects(config, 'crds', value, 'CustomResourceDefinition'),
  exemptions(config, value) {
    const read = readExemptions(value);
    if (typeof read === 'string') return read;
    config.exemptions = read;
    return undefined;
  },
  asOf(config, value) {
    const day = readDay(value);
    if (day === undefined) return `write a day, 2026-01-31, not ${JSON.stringify(value)}`;
    config.asOf = day;
    return undefined;
  },
};

function setBoolean(
  config: PolicyEnforcerConfig,
  key: 'defaulting' | 'podProjection',
  value: YamlValue,
): string | undefined {
  if (typeof value !== 'boolean') return 'write true or false';
  config[key] = value;
  return undefined;
}

function setObjects(
  config: PolicyEnforcerConfig,
  key: 'bindings' | 'crds' | 'params' | 'policies',
  value: YamlValue,
  kind: string | undefined,
): string | undefined {
  const read = readPolicyObjects(value, kind);
  if (typeof read === 'string') return read;
  config[key] = read;
  return undefined;
}
