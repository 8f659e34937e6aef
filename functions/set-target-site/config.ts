import type { ConfigSpec } from '../../lib/krm/function-config';
import { INTENT_GROUP, INTENT_VERSION } from '../../lib/krm/own-kinds';
import type { Checked } from '../../lib/krm/schema-issues';
import type { YamlMap } from '../../lib/yaml/value';
import type { SetTargetSiteConfig } from './settings-schema';

export const setTargetSiteConfig: ConfigSpec<SetTargetSiteConfig> = {
  kind: { group: INTENT_GROUP, version: INTENT_VERSION, kind: 'SetTargetSite' },
  keys: ['mode', 'site', 'sites', 'require', 'fields', 'peerFields'],
  isText: key => key === 'site' || key === 'mode',
  defaults: () => ({ mode: 'site', sites: [], require: false, fields: [], peerFields: [] }),
  parse: parseSettings,
};

/** zod is loaded only where there is a config: most packages have none, and every render starts the function anew. */
function parseSettings(settings: YamlMap): Checked<SetTargetSiteConfig> {
  const { parseWith }: typeof import('../../lib/krm/schema-issues') = require('../../lib/krm/schema-issues');
  const { settingsSchema }: typeof import('./settings-schema') = require('./settings-schema');
  return parseWith(settingsSchema, settings);
}
