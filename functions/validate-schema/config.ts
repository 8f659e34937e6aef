import type { ConfigSpec } from '../../lib/krm/function-config';
import { INTENT_GROUP, INTENT_VERSION } from '../../lib/krm/own-kinds';
import type { Checked, SchemaIssue } from '../../lib/krm/schema-issues';
import { KUBERNETES_VERSIONS, knownKubernetes, NEWEST_KUBERNETES } from '../../lib/schema/pack';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';

export interface ValidateSchemaConfig {
  /** A minor version that there is a schema pack for. */
  kubernetesVersion: string;
  /** Whether objects without a schema pass; else each is an error. */
  ignoreMissingSchemas: boolean;
  /** `schema`: what the schemas say only; `default`: also what else the API server checks. */
  profile: 'default' | 'schema';
  /** `Kind`, or `apiVersion/Kind`. */
  skipKinds: readonly string[];
  /** CustomResourceDefinitions beside those of the package. */
  crds: readonly YamlMap[];
}

const DEFAULTS: ValidateSchemaConfig = {
  kubernetesVersion: NEWEST_KUBERNETES,
  ignoreMissingSchemas: false,
  profile: 'default',
  skipKinds: [],
  crds: [],
};

export const validateSchemaConfig: ConfigSpec<ValidateSchemaConfig> = {
  kind: { group: INTENT_GROUP, version: INTENT_VERSION, kind: 'ValidateSchema' },
  keys: Object.keys(DEFAULTS),
  parse: parseSettings,
  defaults: () => DEFAULTS,
  // 1.30 is no number.
  isText: key => key === 'kubernetesVersion',
};

function parseSettings(settings: YamlMap): Checked<ValidateSchemaConfig> {
  const config = { ...DEFAULTS };
  const issues: SchemaIssue[] = [];
  for (const [key, value] of Object.entries(settings)) {
    const problem = SETTERS[key]?.(config, value);
    if (problem) issues.push({ path: [key], message: `\`${key}\`: ${problem}` });
  }
  return issues.length > 0 ? { issues } : { data: config };
}

/** How each setting gets into the config; gives what is wrong with it. */
const SETTERS: Record<string, (config: ValidateSchemaConfig, value: YamlValue) => string | undefined> = {
  kubernetesVersion(config, value) {
    const minor = knownKubernetes(String(value));
    if (minor === undefined) {
      return `there are schemas of Kubernetes ${[...KUBERNETES_VERSIONS].reverse().join(', ')}, not of ${JSON.stringify(value)}`;
    }
    config.kubernetesVersion = minor;
    return undefined;
  },
  ignoreMissingSchemas(config, value) {
    if (typeof value !== 'boolean') return 'write true or false';
    config.ignoreMissingSchemas = value;
    return undefined;
  },
  profile(config, value) {
    if (value !== 'default' && value !== 'schema') return 'write default or schema';
    config.profile = value;
    return undefined;
  },
  skipKinds(config, value) {
    if (!Array.isArray(value) || !value.every(each => typeof each === 'string')) {
      return 'write a list of kinds: `[Foo, example.com/v1/Bar]`';
    }
    config.skipKinds = value;
    return undefined;
  },
  crds(config, value) {
    const crds = Array.isArray(value) ? value : [value];
    const isCrd = (crd: YamlValue): crd is YamlMap => isMap(crd) && crd.kind === 'CustomResourceDefinition';
    if (!crds.every(isCrd)) return 'write a list of CustomResourceDefinitions';
    config.crds = crds;
    return undefined;
  },
};
