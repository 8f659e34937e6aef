import { plmnParts } from '../../lib/kinds/site-values';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Path } from '../../lib/yaml/path';

/** The texts of fields that have site values. A PLMN may also stand as a mapping of its parts (TS 28.541 PLMNId). */

/** The text of a field; that of a PLMN in parts; undefined where there is none. */
export function fieldText(object: KubeObject, path: Path): string | undefined {
  if (object.kindAt(path) !== 'map') return object.getText(path);
  const mcc = object.getText([...path, 'mcc']);
  const mnc = object.getText([...path, 'mnc']);
  return mcc === undefined || mnc === undefined ? undefined : mcc + mnc;
}

/**
 * Gives a field a text: a scalar, null, or a PLMN in parts; something else stays as it is. Where there is nothing, it is
 * made if that is asked for. Gives whether the field now has the text.
 */
export function setFieldText(object: KubeObject, path: Path, text: string, create: boolean): boolean {
  const kind = object.kindAt(path);
  if (kind === 'map') return setParts(object, path, text);
  if (kind === 'sequence' || (kind === undefined && !create)) return false;
  object.set(path, text);
  return true;
}

function setParts(object: KubeObject, path: Path, text: string): boolean {
  const parts = plmnParts(text);
  if (!parts || fieldText(object, path) === undefined) return false;
  object.set([...path, 'mcc'], parts.mcc);
  object.set([...path, 'mnc'], parts.mnc);
  return true;
}
