import type { SchemaIssue } from '../../../lib/krm/schema-issues';
import { SchemaCatalog } from '../../../lib/schema/catalog';
import { checkData } from '../../../lib/schema/check-data';
import type { SchemaFinding } from '../../../lib/schema/walk';
import { formatPath } from '../../../lib/yaml/path';
import type { YamlMap } from '../../../lib/yaml/value';

/** The objects that a config has in place of a package. */
export interface InlineObjects {
  readonly kubernetesVersion: string;
  readonly policies: readonly YamlMap[];
  readonly bindings: readonly YamlMap[];
  readonly params: readonly YamlMap[];
  readonly crds: readonly YamlMap[];
}

/** What the API server would refuse in them: nobody else sees these objects. */
export function inlineIssues({ kubernetesVersion, policies, bindings, params, crds }: InlineObjects): SchemaIssue[] {
  const catalog = new SchemaCatalog({ kubernetesVersion, hasApiRules: true }, crds);
  const issuesOf = (setting: string, objects: readonly YamlMap[]) =>
    objects.flatMap((object, i) => checkData(object, catalog).map(finding => issueOf(finding, setting, i)));
  return [
    ...issuesOf('policies', policies),
    ...issuesOf('bindings', bindings.map(withoutSelector)),
    ...issuesOf('params', params.map(withoutSelector)),
  ];
}

function withoutSelector({ siteSelector: _, ...object }: YamlMap): YamlMap {
  return object;
}

/** Most messages begin with the place in the object: that in the config stands in front of it. */
function issueOf({ path, message }: SchemaFinding, setting: string, index: number): SchemaIssue {
  const place = [setting, index, ...path];
  const outer = formatPath([setting, index]);
  const [first = ''] = path;
  const isPlaced = message.startsWith(formatPath([first])) && /^[.:[ ]/.test(message.slice(formatPath([first]).length));
  return { path: place, message: isPlaced ? `${outer}.${message}` : `${outer}: ${message}` };
}
