/** Where policies, bindings and parameters may stand; of one name, the first of these counts. */
export type Source = 'config' | 'pack' | 'package';

/**
 * How to have it the other way where two of a name differ. What the config and its packs ask for, the package that is
 * judged cannot take back. `settings`: of the config, where the other would count.
 */
export function mendOfTwice(counting: Source, other: Source, settings: string): string {
  if (counting === other) return 'delete or rename one of them';
  if (other === 'pack') return 'if the one of the pack is to count, delete that in the config';
  return `if the one in the package is to count, say it in the config (${settings}); else delete or rename it`;
}
