import type { ConfigSpec } from '../../lib/krm/function-config';
import { labelKeyProblem, labelValueProblem } from '../../lib/krm/label-syntax';
import { compareText } from '../../lib/krm/result';
import type { Checked, SchemaIssue } from '../../lib/krm/schema-issues';
import type { Selection } from '../../lib/krm/selector';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';

export interface SetLabelsConfig {
  /** Sorted by key. */
  labels: Record<string, string>;
  selection?: Selection;
}

/** A ConfigMap whose `data` are the labels, or the catalog's `SetLabels` (any version of fn.kpt.dev). */
export const setLabelsConfig: ConfigSpec<SetLabelsConfig> = {
  kind: { group: 'fn.kpt.dev', kind: 'SetLabels' },
  keys: ['labels', 'match', 'exclude'],
  fromData: data => ({ labels: data }),
  parse: parseSettings,
};

function parseSettings(settings: YamlMap): Checked<SetLabelsConfig> {
  const { labels = {}, ...selectors } = settings;
  const issues = labelIssues(labels);
  const selection = Object.keys(selectors).length === 0 ? undefined : parseSelection(selectors);
  if (selection && 'issues' in selection) issues.push(...selection.issues);
  if (issues.length > 0) return { issues };
  const sorted = Object.entries(labels as Record<string, string>).sort(([a], [b]) => compareText(a, b));
  const config: SetLabelsConfig = { labels: Object.fromEntries(sorted) };
  if (selection && 'data' in selection) config.selection = selection.data;
  return { data: config };
}

function labelIssues(labels: YamlValue): SchemaIssue[] {
  if (!isMap(labels)) return [{ path: ['labels'], message: '`labels` is no mapping: write `key: value` lines' }];
  return Object.entries(labels).flatMap(([key, value]) => {
    const path = ['labels', key];
    const keyProblem = labelKeyProblem(key);
    if (keyProblem) return [{ path, message: `${JSON.stringify(key)} is no valid label key: ${keyProblem}` }];
    if (typeof value !== 'string')
      return [{ path, message: `the value of the label ${key} is no string: put it in quotes` }];
    const problem = labelValueProblem(value);
    return problem
      ? [{ path, message: `${JSON.stringify(value)} is no valid value for the label ${key}: ${problem}` }]
      : [];
  });
}

/** zod is loaded only for a config with selectors: most have none, and every render starts the function anew. */
function parseSelection(selectors: YamlMap): Checked<Selection> {
  const { parseWith }: typeof import('../../lib/krm/schema-issues') = require('../../lib/krm/schema-issues');
  const { selectionSchema }: typeof import('../../lib/krm/selector-schema') = require('../../lib/krm/selector-schema');
  return parseWith(selectionSchema, selectors) as Checked<Selection>;
}
