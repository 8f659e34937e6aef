import type { KrmFunction } from '../../lib/krm/function';
import { matchesKind } from '../../lib/krm/gvk';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { isSelected } from '../../lib/krm/selector';
import type { Path } from '../../lib/yaml/path';
import { type SetLabelsConfig, setLabelsConfig } from './config';
import { LABEL_FIELDS, type LabelField } from './label-fields';

/** Adds labels to resources: to their metadata, and to the selectors and templates that must agree with it. */
export const setLabels: KrmFunction<SetLabelsConfig> = {
  name: 'set-labels',
  summary: 'Adds labels to all resources, and to the selectors and templates that must agree with them',
  config: setLabelsConfig,
  run(resources, config, report) {
    const objects = selectedObjects(resources, config);
    if (objects.length === 0) {
      report.info({ code: 'NO_RESOURCES', message: 'no input resources: nothing to label' });
      return;
    }
    const labels = Object.entries(config.labels);
    if (labels.length === 0) {
      report.warning({
        code: 'NO_LABELS',
        message: 'no labels are given: add them under `labels`, or to the `configMap`',
      });
      return;
    }
    let changed = 0;
    for (const object of objects) changed += labelObject(object, labels, report);
    report.info({
      code: 'LABELS_SET',
      message: `set ${labels.length} labels on ${objects.length} resources: ${changed} values written`,
    });
  },
};

function selectedObjects(resources: ResourceList, { selection }: SetLabelsConfig): KubeObject[] {
  if (!selection) return resources.editable;
  return resources.editable.filter(object => isSelected(selection, object, resources.fileOf(object)?.path ?? ''));
}

type Label = [key: string, value: string];

/** Gives the number of label values written. */
function labelObject(object: KubeObject, labels: readonly Label[], report: Report): number {
  let written = labelMap(object, ['metadata', 'labels'], labels, true, report);
  const { group, version, kind } = object;
  for (const field of LABEL_FIELDS) {
    if (!field.kinds.some(match => matchesKind({ group, version, kind }, match)) || !isThere(object, field)) continue;
    for (const path of object.expand(field.path)) written += labelMap(object, path, labels, field.create, report);
  }
  return written;
}

function isThere(object: KubeObject, { within }: LabelField): boolean {
  return within === undefined || object.document.kind(object.node, within) === 'map';
}

function labelMap(object: KubeObject, path: Path, labels: readonly Label[], create: boolean, report: Report): number {
  const map = object.stringMap(path);
  if (isNoMap(object, path)) {
    const message = `labels cannot be set at ${path.join('.')}: what stands there is no mapping; write \`key: value\` lines`;
    report.error({ code: 'NOT_A_MAPPING', message, object, path });
    return 0;
  }
  let written = 0;
  for (const [key, value] of labels) {
    if (!create && !map.has(key)) continue;
    if (object.getString([...path, key]) === value) continue;
    map.set(key, value);
    written++;
  }
  return written;
}

/** Whether a scalar or a list stands where labels go, or on the way there. */
function isNoMap(object: KubeObject, path: Path): boolean {
  for (let length = 1; length <= path.length; length++) {
    const kind = object.document.kind(object.node, path.slice(0, length));
    if (kind === undefined || kind === 'null') return false;
    if (kind === 'scalar' || (kind === 'sequence' && typeof path[length] !== 'number')) return true;
  }
  return false;
}
