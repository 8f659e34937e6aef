import { visitFields } from '../../lib/krm/field-walk';
import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { isSelected } from '../../lib/krm/selector';
import { type SetLabelsConfig, setLabelsConfig } from './config';
import { LabelFields } from './label-fields';
import { filledLabels } from './label-values';
import { Labelling } from './labelling';

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
    if (Object.keys(config.labels).length === 0) {
      report.warning({
        code: 'NO_LABELS',
        message: 'no labels are given: add them under `labels`, or to the `configMap`',
      });
      return;
    }
    const labels = filledLabels(config.labels, resources, report);
    if (report.hasErrors) return;
    const labelling = new Labelling(labels, config.selectors, report);
    const fields = new LabelFields(config.selectors, config.additionalLabelFields);
    for (const object of objects) visitFields(object, fields.of(object), labelling.visit);
    reportChangedSelectors(labelling.changedSelectors, resources, report);
    const message = `set ${labels.length} labels on ${objects.length} resources: ${labelling.written} values written`;
    report.info({ code: 'LABELS_SET', message });
  },
};

function selectedObjects(resources: ResourceList, config: SetLabelsConfig): KubeObject[] {
  if (!config.match && !config.exclude) return resources.editable;
  return resources.editable.filter(object => isSelected(config, object, resources.fileOf(object)?.path ?? ''));
}

/** As many as a message names. */
const NAMED = 5;

/** One warning for all: a first render of a package changes the selectors of every workload in it. */
function reportChangedSelectors(changed: ReadonlySet<KubeObject>, resources: ResourceList, report: Report): void {
  if (changed.size === 0) return;
  const names = [...changed].slice(0, NAMED).map(object => {
    const file = resources.fileOf(object)?.path;
    return `${object.kind} ${object.name}${file === undefined ? '' : ` in ${file}`}`;
  });
  const more = changed.size > NAMED ? ` and ${changed.size - NAMED} more` : '';
  const message =
    `changed selectors that the API server lets nobody change once the object exists: ${names.join(', ')}${more}; ` +
    'where it runs already, delete it first, or keep selectors with `selectors: never` in a SetLabels';
  report.warning({ code: 'IMMUTABLE_SELECTOR', message });
}
