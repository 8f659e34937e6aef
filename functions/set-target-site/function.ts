import type { KrmFunction } from '../../lib/krm/function';
import { readInventory } from '../../lib/site/read-inventory';
import { setSiteCondition } from './condition';
import { setTargetSiteConfig } from './config';
import { fanOut } from './fan-out';
import { makeOneSite } from './one-site';
import type { SetTargetSiteConfig } from './settings-schema';

/**
 * Specialises a package: for its one site, where it keeps what is meant for it, parks or removes the rest, and marks what
 * stays; or for all sites, each in a folder of its own.
 */
export const setTargetSite: KrmFunction<SetTargetSiteConfig> = {
  name: 'set-target-site',
  summary: 'Specialises a package for one site: keeps what is meant for it, parks the rest, stamps site and cluster.',
  config: setTargetSiteConfig,
  run(resources, config, report) {
    const inventory = readInventory(resources, config.sites, report);
    if (report.hasErrors) return;
    const make = config.mode === 'fan-out' ? fanOut : makeOneSite;
    const condition = make(resources, inventory, config, report);
    const { kptfile } = resources;
    if (kptfile && !report.hasErrors) setSiteCondition(kptfile, condition);
  },
};
