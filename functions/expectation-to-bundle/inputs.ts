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
  /** Where in the object it stands: `spec` of an Intent, a key of `data` in a ConfigMap. */
  path: string[];
  value: YamlValue;
}

/** Annotations by which a ConfigMap says that it carries an intent, with the key of `data` that holds it. */
const INPUT_ANNOTATIONS: readonly [annotation: string, key: string][] = [
  ['expectation.28312.3gpp.org/input', 'expectation.json'],
  ['intent.tmf921.v5/input', 'intent.json'],
];

/** The intents of a package: `Intent` objects, and ConfigMaps annotated as input. */
export function findInputs(resources: ResourceList, report: Report): IntentInput[] {
  const inputs: IntentInput[] = [];
  for (const object of resources.items) {
    if (matchesKind(object, INTENT)) {
      warnIfApplied(object, report);
      inputs.push({ object, path: ['spec'], value: object.get(['spec']) ?? null });
    } else if (object.kind === 'ConfigMap' && object.group === '' && !isGenerated(object)) {
      for (const [annotation, key] of INPUT_ANNOTATIONS) {
        if (object.annotations.get(annotation) === 'true') inputs.push(...readConfigMap(object, key, report));
      }
    }
  }
  return inputs;
}

function warnIfApplied(object: KubeObject, report: Report): void {
  if (object.isLocalConfig) return;
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
  const value = parseJson(json);
  if (!(value instanceof YamlError)) return [{ object, path, value }];
  report.error({
    code: 'INPUT_NOT_JSON',
    message: `\`data["${key}"]\` of ConfigMap ${object.name} is no JSON: ${value.message} (line ${value.problem.line} of it)`,
    object,
    path,
  });
  return [];
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
