import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { isSelected } from '../../lib/krm/selector';
import { formatPath, type Path } from '../../lib/yaml/path';
import { type SetLabelsConfig, setLabelsConfig } from './config';
import { fieldsOf } from './label-fields';

/** Adds labels to resources: to their metadata, and to the selectors and templates that must agree with it. */
export const setLabels: KrmFunction<SetLabelsConfig> = {
  name: 'set-labels',
  summary: 'Adds labels to all resources, and to the selectors and templates that must agree with them.',
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
    let written = 0;
    for (const object of objects) written += labelObject(object, labels, report);
    report.info({
      code: 'LABELS_SET',
      message: `set ${labels.length} labels on ${objects.length} resources: ${written} values written`,
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
  let written = 0;
  for (const field of fieldsOf(object.apiVersion, object.kind)) {
    if (field.within && object.kindAt(field.within) !== 'map') continue;
    for (const path of object.expand(field.path)) written += labelMap(object, path, labels, field.create, report);
  }
  return written;
}

function labelMap(object: KubeObject, path: Path, labels: readonly Label[], create: boolean, report: Report): number {
  const map = object.stringMap(path);
  const isThere = map.kind === 'map';
  if (!isThere && !create) return 0;
  const obstacle = isThere ? undefined : obstacleOn(object, path);
  if (obstacle) {
    const message = `labels cannot be set at ${formatPath(path)}: ${formatPath(obstacle)} is no mapping; write \`key: value\` lines`;
    report.error({ code: 'NOT_A_MAPPING', message, object, path: obstacle });
    return 0;
  }
  let written = 0;
  for (const [key, value] of labels) {
    if (map.holds(key, value) || (!create && !map.has(key))) continue;
    map.set(key, value);
    written++;
  }
  return written;
}

/** The scalar or list that stands where labels go, or on the way there. */
function obstacleOn(object: KubeObject, path: Path): Path | undefined {
  for (let length = 1; length <= path.length; length++) {
    const kind = object.kindAt(path.slice(0, length));
    if (kind === 'scalar' || (kind === 'sequence' && typeof path[length] !== 'number')) return path.slice(0, length);
  }
  return undefined;
}
