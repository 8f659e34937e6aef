import { existsSync } from 'node:fs';
import { siteSpecSchema } from '../../lib/kinds/site';
import { matchesKind } from '../../lib/krm/gvk';
import { SITE } from '../../lib/krm/own-kinds';
import { parseWith } from '../../lib/krm/schema-issues';
import { Inventory } from '../../lib/site/inventory';
import { readObjects } from './package-folder';
import { RenderError } from './render-error';
import { shown } from './shown';

/** The sites of a file with `Site` objects. Throws `RenderError` for a file without any, and for what is wrong with them. */
export function readInventoryFile(file: string): Inventory {
  if (!existsSync(file)) throw new RenderError(`there is no inventory ${file}: name a file with Site objects`);
  const inventory = new Inventory();
  for (const object of readObjects(file).filter(each => matchesKind(each, SITE))) {
    const parsed = parseWith(siteSpecSchema, object.get(['spec']) ?? {});
    const problems =
      'issues' in parsed
        ? parsed.issues.map(({ path, message }) => `Site ${object.name} ${['spec', ...path].join('.')}: ${message}`)
        : [inventory.add({ name: object.name, ...parsed.data }) ?? []].flat();
    if (problems.length > 0) throw new RenderError(`${shown(file)}: ${problems.join('\n')}`);
  }
  if (inventory.isEmpty) throw new RenderError(`${shown(file)} has no Site objects`);
  return inventory;
}
