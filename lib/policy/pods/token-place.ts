import { TOKEN_VOLUME } from '../../schema/defaults/pods/token-volume';
import type { Path } from '../../yaml/path';
import { isMap, valueInside, type YamlMap, type YamlValue } from '../../yaml/value';

const SWITCH = ['spec', 'automountServiceAccountToken'];

/** Where a Pod says what stands at a path: nobody writes the volume with its token, but a switch leaves it out. */
export function placeInPod(path: Path, pod: YamlMap): Path {
  const list = path.indexOf(path[1] === 'volumes' ? 'volumes' : 'volumeMounts');
  if (path[0] !== 'spec' || list < 0) return path;
  const value = valueInside(pod, path.slice(0, list + 2));
  const items: readonly YamlValue[] = Array.isArray(value) ? value : [value ?? null];
  return items.every(isOfToken) ? SWITCH : path;
}

function isOfToken(item: YamlValue): boolean {
  return isMap(item) && item.name === TOKEN_VOLUME;
}
