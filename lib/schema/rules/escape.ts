import { RESERVED } from '../../cel/parse/syntax';

/** How names of fields are written in expressions. Source: `pkg/cel/escaping.go` of k8s.io/apiserver. */
const ESCAPES: Record<string, string> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The name of a field as expressions write it; undefined where they cannot. */
export function escapeName(name: string): string | undefined {
  if (!/^[A-Za-z_.\-/][-A-Za-z0-9_./]*$/.test(name)) return undefined;
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replace(/__|[-./]/g, part => ESCAPES[part] as string);
}
