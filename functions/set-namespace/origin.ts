import type { Resident } from '../../lib/kinds/relocation/resident';
import { UPSTREAM_IDENTIFIER_ANNOTATION } from '../../lib/krm/annotations';

/**
 * The namespace that an object was in upstream, or the Namespace's name there; undefined where kpt did not say. It writes
 * `<group>|<kind>|<namespace>|<name>` when it gets a package.
 */
export function originOf({ object, isNamespace }: Resident): string | undefined {
  const parts = object.annotations.get(UPSTREAM_IDENTIFIER_ANNOTATION)?.trim().split('|') ?? [];
  return parts.length === 4 ? parts[isNamespace ? 3 : 2] : undefined;
}
