import { visitFields } from '../../lib/krm/field-walk';
import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { isSelected } from '../../lib/krm/selector';
import { type SetLabelsConfig, setLabelsConfig } from './config';
import { LabelFields } from './label-fields';
import { filledLabels, hasPlaceholders } from './label-values';
import { Labelling } from './labelling';
import { groupsBySite, type SiteGroup } from './site-groups';

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
    const fields = new LabelFields(config.selectors, config.additionalLabelFields);
    const labellings = labellingsOf(objects, config, resources, report);
    if (report.hasErrors) return;
    for (const { labelling, objects: own } of labellings)
      for (const object of own) visitFields(object, fields.of(object), labelling.visit);
    const changed = new Set(labellings.flatMap(({ labelling }) => [...labelling.changedSelectors]));
    reportChangedSelectors(changed, resources, report);
    const labels = Math.max(...labellings.map(({ labelling }) => labelling.count));
    const written = labellings.reduce((sum, { labelling }) => sum + labelling.written, 0);
    const message = `set ${labels} labels on ${objects.length} resources: ${written} values written`;
    report.info({ code: 'LABELS_SET', message });
  },
};

/** The labels of the objects: the same for all, unless they are those of a site, and the objects of several. */
function labellingsOf(
  objects: readonly KubeObject[],
  config: SetLabelsConfig,
  resources: ResourceList,
  report: Report,
): { labelling: Labelling; objects: readonly KubeObject[] }[] {
  const groups: SiteGroup[] = hasPlaceholders(config.labels) ? groupsBySite(objects) : [{ objects }];
  return groups.map(({ stamp, objects: own }) => {
    const labels = filledLabels(config.labels, stamp, resources, report);
    return { labelling: new Labelling(labels, config.selectors, report), objects: own };
  });
}

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
