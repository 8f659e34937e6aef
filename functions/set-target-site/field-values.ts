import { plmnParts } from '../../lib/kinds/site-values';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Path } from '../../lib/yaml/path';
import { resolvePlain, type Scalar } from '../../lib/yaml/scalar/resolve';

/** The texts of fields that have site values. A PLMN may also stand as a mapping of its parts (TS 28.541 PLMNId). */

/** What a scalar can be; `number` is an integer or a float. */
export type ScalarType = 'string' | 'number' | 'integer' | 'boolean';

/** The text of a field; that of a PLMN in parts; undefined where there is none. */
export function fieldText(object: KubeObject, path: Path): string | undefined {
  if (object.kindAt(path) !== 'map') return object.getText(path);
  const mcc = object.getText([...path, 'mcc']);
  const mnc = object.getText([...path, 'mnc']);
  return mcc === undefined || mnc === undefined ? undefined : mcc + mnc;
}

/** What the scalar at a path is; a text where there is none. */
export function scalarTypeAt(object: KubeObject, path: Path): ScalarType {
  const value = object.get(path);
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'number' || typeof value === 'bigint' ? 'number' : 'string';
}

/** The scalar of a type that a text is; undefined where it is not written as YAML writes that: `0200`, `yes`. */
export function scalarOf(text: string, type: ScalarType): Scalar | undefined {
  if (type === 'string') return text;
  const value = resolvePlain(text);
  if (String(value) !== text) return undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return isNumber && (type === 'number' || /^-?\d+$/.test(text)) ? value : undefined;
}

/**
 * Gives a field a text: a scalar, as which it may also be a number or boolean, null, or a PLMN in parts; something else
 * stays as it is. Where there is nothing, it is made if that is asked for. Gives whether the field now has the text.
 */
export function setFieldText(
  object: KubeObject,
  path: Path,
  text: string,
  { create = false, scalar = text }: { create?: boolean; scalar?: Scalar } = {},
): boolean {
  const kind = object.kindAt(path);
  if (kind === 'map') return setParts(object, path, text);
  if (kind === 'sequence' || (kind === undefined && !create)) return false;
  object.set(path, scalar);
  return true;
}

function setParts(object: KubeObject, path: Path, text: string): boolean {
  const parts = plmnParts(text);
  if (!parts || fieldText(object, path) === undefined) return false;
  object.set([...path, 'mcc'], parts.mcc);
  object.set([...path, 'mnc'], parts.mnc);
  return true;
}
