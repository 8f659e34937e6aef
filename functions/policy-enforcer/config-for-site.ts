import { isMap, type YamlMap } from '../../lib/yaml/value';
import type { PolicyEnforcerConfig } from './config';
import type { PackChoice } from './config/settings';
import type { Selection, SiteSelection } from './site-selection';

/** Of the config, what is for the site of the package. */
export interface ConfigForSite {
  readonly packs: Selection<PackChoice>;
  readonly bindings: Selection<YamlMap>;
  readonly params: Selection<YamlMap>;
}

/** What the config has for some sites comes without the `siteSelector` that chose it. */
export function configForSite(config: PolicyEnforcerConfig, sites: SiteSelection): ConfigForSite {
  const packs = sites.select(config.packs, ({ name, siteSelector }) => ({
    setting: 'packs',
    title: `pack ${name}`,
    key: name,
    siteSelector,
  }));
  const bindings = sites.select(config.bindings, object => ({
    setting: 'bindings',
    title: `binding ${textOf(object, 'name')}`,
    key: textOf(object, 'name'),
    siteSelector: object.siteSelector,
  }));
  const params = sites.select(config.params, object => ({
    setting: 'params',
    title: `${String(object.kind)} ${textOf(object, 'name')}`,
    key: JSON.stringify([object.apiVersion, object.kind, textOf(object, 'namespace'), textOf(object, 'name')]),
    siteSelector: object.siteSelector,
  }));
  return { packs, bindings, params: { ...params, here: params.here.map(withoutSelector) } };
}

function withoutSelector({ siteSelector: _, ...object }: YamlMap): YamlMap {
  return object;
}

function textOf({ metadata }: YamlMap, field: 'name' | 'namespace'): string {
  return isMap(metadata) ? String(metadata[field] ?? '') : '';
}
