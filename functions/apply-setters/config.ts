import type { ConfigSpec } from '../../lib/krm/function-config';
import type { Checked, SchemaIssue } from '../../lib/krm/schema-issues';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';

export interface ApplySettersConfig {
  /** Values by the names of setters. */
  setters: ReadonlyMap<string, string>;
  /** Only list the setters of the package. */
  list: boolean;
}

/** A ConfigMap whose `data` are the setters, as the catalog's; or an `ApplySetters`, which can do more. */
export const applySettersConfig: ConfigSpec<ApplySettersConfig> = {
  kind: { group: 'fn.kpt.dev', kind: 'ApplySetters' },
  keys: ['setters', 'list'],
  fromData: data => ({ setters: data }),
  // The catalog's function passes without a config, and sets nothing.
  defaults: () => ({ setters: new Map(), list: false }),
  parse: parseSettings,
};

function parseSettings({ setters = {}, list = false }: YamlMap): Checked<ApplySettersConfig> {
  const issues = setterIssues(setters);
  if (typeof list !== 'boolean') issues.push({ path: ['list'], message: '`list` is neither true nor false' });
  if (issues.length > 0) return { issues };
  return { data: { setters: new Map(Object.entries(setters as Record<string, string>)), list: list === true } };
}

function setterIssues(setters: YamlValue): SchemaIssue[] {
  if (!isMap(setters)) return [{ path: ['setters'], message: '`setters` is no mapping: write `name: value` lines' }];
  return Object.entries(setters)
    .filter(([, value]) => typeof value !== 'string')
    .map(([name, value]) => ({
      path: ['setters', name],
      message: `the value of the setter ${name} is no text: ${Array.isArray(value) ? 'write the list as a text (`|` behind the colon)' : 'put it in quotes'}`,
    }));
}
