import { visitFields } from '../../lib/krm/field-walk';
import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject, StringMap } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { isSelected } from '../../lib/krm/selector';
import { formatPath, type Path } from '../../lib/yaml/path';
import { type SetLabelsConfig, setLabelsConfig } from './config';
import { type LabelField, labelFieldsOf } from './label-fields';

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
    const labels = Object.entries(config.labels).map(([key, value]) => ({ key, value }));
    if (labels.length === 0) {
      report.warning({
        code: 'NO_LABELS',
        message: 'no labels are given: add them under `labels`, or to the `configMap`',
      });
      return;
    }
    let written = 0;
    const label = (field: LabelField, map: StringMap) => {
      written += labelMap(field, map, labels, report);
    };
    for (const object of objects) visitFields(object, labelFieldsOf(object), label);
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

interface Label {
  key: string;
  value: string;
}

/** Gives the number of label values written. */
function labelMap(field: LabelField, map: StringMap, labels: readonly Label[], report: Report): number {
  const isThere = map.kind === 'map';
  if (!isThere && !mayCreate(field, map, report)) return 0;
  let written = 0;
  for (const { key, value } of labels) {
    if ((field.create || map.has(key)) && map.set(key, value)) written++;
  }
  return written;
}

/** Whether labels may be added where no mapping is yet. */
function mayCreate(field: LabelField, { object, path }: StringMap, report: Report): boolean {
  if (!field.create || (field.within && object.kindAt(field.within) !== 'map')) return false;
  const obstacle = obstacleOn(object, path);
  if (!obstacle) return true;
  const message = `labels cannot be set at ${formatPath(path)}: ${formatPath(obstacle)} is no mapping; write \`key: value\` lines`;
  report.error({ code: 'NOT_A_MAPPING', message, object, path: obstacle });
  return false;
}

/** The scalar or list that stands where labels go, or on the way there. */
function obstacleOn(object: KubeObject, path: Path): Path | undefined {
  for (let length = 1; length <= path.length; length++) {
    const kind = object.kindAt(path.slice(0, length));
    if (kind === 'scalar' || (kind === 'sequence' && typeof path[length] !== 'number')) return path.slice(0, length);
  }
  return undefined;
}
