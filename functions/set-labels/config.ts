import type { ConfigSpec } from '../../lib/krm/function-config';
import { labelKeyProblem, labelValueProblem } from '../../lib/krm/label-syntax';
import { compareText } from '../../lib/krm/result';
import type { Checked, SchemaIssue } from '../../lib/krm/schema-issues';
import type { Selection } from '../../lib/krm/selector';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';
import type { AdditionalLabelField, SelectorMode } from './label-fields';
import { filledWith } from './label-values';

export interface SetLabelsConfig extends LabelOptions {
  /** Sorted by key. A value may hold `${site}` and the like. */
  labels: Record<string, string>;
}

interface LabelOptions extends Selection {
  selectors: SelectorMode;
  additionalLabelFields: readonly AdditionalLabelField[];
}

/** A ConfigMap whose `data` are the labels, or the catalog's `SetLabels` (any version of fn.kpt.dev). */
export const setLabelsConfig: ConfigSpec<SetLabelsConfig> = {
  kind: { group: 'fn.kpt.dev', kind: 'SetLabels' },
  keys: ['labels', 'selectors', 'additionalLabelFields', 'match', 'exclude'],
  fromData: data => ({ labels: data }),
  parse: parseSettings,
};

function parseSettings(settings: YamlMap): Checked<SetLabelsConfig> {
  const { labels = {}, ...given } = settings;
  const options = parseOptions(given);
  const issues = [...labelIssues(labels), ...('issues' in options ? options.issues : [])];
  if (issues.length > 0 || !('data' in options)) return { issues };
  const sorted = Object.entries(labels as Record<string, string>).sort(([a], [b]) => compareText(a, b));
  return { data: { ...options.data, labels: Object.fromEntries(sorted) } };
}

function labelIssues(labels: YamlValue): SchemaIssue[] {
  if (!isMap(labels)) return [{ path: ['labels'], message: '`labels` is no mapping: write `key: value` lines' }];
  return Object.entries(labels).flatMap(([key, value]) => {
    const path = ['labels', key];
    const keyProblem = labelKeyProblem(key);
    if (keyProblem) return [{ path, message: `${JSON.stringify(key)} is no valid label key: ${keyProblem}` }];
    if (typeof value !== 'string')
      return [{ path, message: `the value of the label ${key} is no string: put it in quotes` }];
    const problem = labelValueProblem(filledWith(value, () => 'x'));
    return problem
      ? [{ path, message: `${JSON.stringify(value)} is no valid value for the label ${key}: ${problem}` }]
      : [];
  });
}

/** zod is loaded only for a config with options: most have none, and every render starts the function anew. */
function parseOptions(given: YamlMap): Checked<LabelOptions> {
  if (Object.keys(given).length === 0) return { data: { selectors: 'create', additionalLabelFields: [] } };
  const { parseWith }: typeof import('../../lib/krm/schema-issues') = require('../../lib/krm/schema-issues');
  const { optionsSchema }: typeof import('./options-schema') = require('./options-schema');
  return parseWith(optionsSchema, given) as Checked<LabelOptions>;
}
