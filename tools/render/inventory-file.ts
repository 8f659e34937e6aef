import { existsSync, readFileSync } from 'node:fs';
import { beginEvaluation } from '../../lib/krm/evaluation';
import type { Inventory } from '../../lib/site/inventory';
import { readInventory } from '../../lib/site/read-inventory';
import { splitDocuments } from './package-folder';
import { RenderError } from './render-error';
import { shown } from './shown';

/** The sites of a file with `Site` objects, read as functions read them. Throws `RenderError` with all that is wrong. */
export function readInventoryFile(file: string): Inventory {
  const name = shown(file);
  if (!existsSync(file)) throw new RenderError(`there is no inventory ${name}: name a file with Site objects`);
  const begun = beginEvaluation(name, resourceList(splitDocuments(readFileSync(file, 'utf8'))));
  if ('exitCode' in begun) throw new RenderError(begun.stderr.trim());
  const { resources, report } = begun;
  const inventory = report.hasErrors ? undefined : readInventory(resources, [], report);
  if (!inventory || report.hasErrors) throw new RenderError(`${name}:\n${report.stderr().trim()}`);
  if (inventory.isEmpty) throw new RenderError(`${name} has no Site objects`);
  return inventory;
}

/** What kpt makes of documents for a function. */
function resourceList(documents: readonly string[]): Buffer {
  const items = documents.map(text => `- ${text.replace(/^(?=.)/gm, '  ').trimStart()}`);
  const list = items.length === 0 ? ' []' : `\n${items.join('\n')}`;
  return Buffer.from(`apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:${list}\n`);
}
