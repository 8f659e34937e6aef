import { sameValue, type YamlMap, type YamlValue } from '../../../yaml/value';
import { mapAt, withChanged, withField, withItems } from '../fields';

/** From this minor version on, constraints select by the keys themselves, too; affinities have done so before. */
const SPREAD_SELECTS = 34;
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Keys of labels to match become what the selectors beside them ask for: the value that the Pod has. */
export function withLabelKeys(pod: YamlMap, minor: number): YamlMap {
  const labels = mapAt(mapAt(pod, 'metadata') ?? {}, 'labels');
  if (!labels) return pod;
  const select = (term: YamlMap) => selecting(term, labels);
  return withChanged(pod, 'spec', spec => {
    const near = withChanged(spec, 'affinity', affinity =>
      ['podAffinity', 'podAntiAffinity'].reduce(
        (at, name) => withChanged(at, name, each => inTerms(each, select)),
        affinity,
      ),
    );
    return minor < SPREAD_SELECTS ? near : withItems(near, 'topologySpreadConstraints', select);
  });
}

function inTerms(affinity: YamlMap, change: (term: YamlMap) => YamlMap): YamlMap {
  const required = withItems(affinity, REQUIRED, change);
  return withItems(required, PREFERRED, weighted => withChanged(weighted, 'podAffinityTerm', change));
}

function selecting(term: YamlMap, labels: YamlMap): YamlMap {
  const added = [
    ...requirements(term.matchLabelKeys, 'In', labels),
    ...requirements(term.mismatchLabelKeys, 'NotIn', labels),
  ];
  return withChanged(term, 'labelSelector', selector => {
    const { matchExpressions } = selector;
    const present = Array.isArray(matchExpressions) ? matchExpressions : [];
    const missing = added.filter(requirement => !present.some(each => sameValue(each, requirement)));
    return missing.length === 0 ? selector : withField(selector, 'matchExpressions', [...present, ...missing]);
  });
}

function requirements(keys: YamlValue | undefined, operator: string, labels: YamlMap): YamlMap[] {
  if (!Array.isArray(keys)) return [];
  const own = keys.filter(key => typeof key === 'string' && Object.hasOwn(labels, key)) as string[];
  return own.map(key => ({ key, operator, values: [labels[key] ?? null] }));
}
