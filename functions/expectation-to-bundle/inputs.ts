import { isGenerated } from '../../lib/kinds/generated';
import { matchesKind } from '../../lib/krm/gvk';
import type { KubeObject } from '../../lib/krm/kube-object';
import { INTENT } from '../../lib/krm/own-kinds';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { YamlDocument } from '../../lib/yaml/document';
import { YamlError } from '../../lib/yaml/errors';
import type { YamlValue } from '../../lib/yaml/value';

/** An intent in the package, in whatever shape it came. */
export interface IntentInput {
  object: KubeObject;
  /** Where in the object it stands: `spec` of an Intent, a key of `data` in a ConfigMap, an item of a list there. */
  path: (string | number)[];
  /** What it is called where it has no id of its own. */
  name: string;
  value: YamlValue;
}

/** Annotations by which a ConfigMap says that it carries an intent, with the key of `data` that holds it. */
const INPUT_ANNOTATIONS: readonly [annotation: string, key: string][] = [
  ['expectation.28312.3gpp.org/input', 'expectation.json'],
  ['intent.tmf921.v5/input', 'intent.json'],
];

/** nephoran's NetworkIntent, in the group of either of its generations. */
const NETWORK_INTENTS = [
  { group: 'intent.nephoran.com', kind: 'NetworkIntent' },
  { group: 'nephoran.com', kind: 'NetworkIntent' },
];

/** JSON in a JSON string, and once more: nobody means to nest deeper. */
const MAX_ENCODINGS = 3;

/** Whether an object carries intents, as an item or as a function config. */
export function isIntentInput(object: KubeObject): boolean {
  return isIntentObject(object) || inputKeys(object).length > 0;
}

/**
 * The intents of a package: `Intent` and `NetworkIntent` objects, and ConfigMaps annotated as input. kpt passes a
 * `configPath` as function config and as item: it counts once.
 */
export function findInputs(resources: ResourceList, report: Report): IntentInput[] {
  const { functionConfig } = resources;
  const carriers = resources.items.filter(object => !isGenerated(object) && isIntentInput(object));
  const isItem = (config: KubeObject) =>
    carriers.some(
      ({ kind, name, apiVersion }) => kind === config.kind && name === config.name && apiVersion === config.apiVersion,
    );
  if (functionConfig && isIntentInput(functionConfig) && !isItem(functionConfig)) carriers.push(functionConfig);
  return carriers.flatMap(object => {
    if (!isIntentObject(object)) return inputKeys(object).flatMap(key => readConfigMap(object, key, report));
    if (object !== functionConfig) warnIfApplied(object, report);
    return [{ object, path: ['spec'], name: object.name, value: object.get(['spec']) ?? null }];
  });
}

function isIntentObject(object: KubeObject): boolean {
  return matchesKind(object, INTENT) || NETWORK_INTENTS.some(kind => matchesKind(object, kind));
}

function inputKeys(object: KubeObject): string[] {
  if (object.kind !== 'ConfigMap' || object.group !== '') return [];
  return INPUT_ANNOTATIONS.flatMap(([annotation, key]) => (object.annotations.get(annotation) === 'true' ? [key] : []));
}

function warnIfApplied(object: KubeObject, report: Report): void {
  if (object.isLocalConfig || !matchesKind(object, INTENT)) return;
  const message =
    `Intent ${object.name} is not local-config: it would be applied to the cluster, where no one knows its kind; ` +
    'add the annotation config.kubernetes.io/local-config: "true"';
  report.warning({ code: 'INTENT_NOT_LOCAL', message, object, path: ['metadata', 'annotations'] });
}

function readConfigMap(object: KubeObject, key: string, report: Report): IntentInput[] {
  const path = ['data', key];
  const json = object.getString(path);
  if (json === undefined) {
    const present = object.document.keys(object.node, ['data']).join(', ') || 'no keys';
    const message = `ConfigMap ${object.name} is annotated as intent input, but \`data\` has ${present}: put the JSON under \`${key}\``;
    report.error({ code: 'INPUT_MISSING', message, object, path });
    return [];
  }
  const value = parseEncoded(json);
  if (value instanceof YamlError) {
    const message = `\`data["${key}"]\` of ConfigMap ${object.name} is no JSON: ${value.message} (line ${value.problem.line} of it)`;
    report.error({ code: 'INPUT_NOT_JSON', message, object, path });
    return [];
  }
  if (!Array.isArray(value)) return [{ object, path, name: object.name, value }];
  return value.map((item, i) => ({ object, path: [...path, i], name: `${object.name}-${i + 1}`, value: item }));
}

/** JSON; also JSON that was encoded as a JSON string, as some of the source systems' tools write it. */
function parseEncoded(json: string): YamlValue | YamlError {
  let text = json;
  for (let depth = 0; ; depth++) {
    const value = parseJson(text);
    const isEncoded = typeof value === 'string' && /^\s*["[{]/.test(value);
    if (value instanceof YamlError && /^\s*@prefix/m.test(text)) return text;
    if (!isEncoded || depth === MAX_ENCODINGS) return value;
    text = value;
  }
}

/** JSON is YAML; this reader keeps integers exact and refuses a key that stands twice. */
function parseJson(text: string): YamlValue | YamlError {
  try {
    const document = new YamlDocument(Buffer.from(text));
    const [problem] = document.problems;
    if (problem) return new YamlError(problem);
    return document.get(document.root, []) ?? null;
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
}
