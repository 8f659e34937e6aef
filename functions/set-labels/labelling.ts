import type { KubeObject, StringMap } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import { formatPath, type Path } from '../../lib/yaml/path';
import type { LabelField, SelectorMode } from './label-fields';
import type { Label } from './label-values';

/** Writes labels into the mappings it is shown, and keeps count. */
export class Labelling {
  /** Label values that were not there before. */
  written = 0;
  /** The objects whose selectors were there, immutable once applied, and are others now. */
  readonly changedSelectors = new Set<KubeObject>();

  constructor(
    private readonly labels: readonly Label[],
    private readonly selectors: SelectorMode,
    private readonly report: Report,
  ) {}

  /** The number of labels. */
  get count(): number {
    return this.labels.length;
  }

  readonly visit = (field: LabelField, map: StringMap): void => {
    const isThere = map.kind === 'map';
    if (!isThere && !this.mayCreate(field, map)) return;
    const before = this.written;
    const mayBeHeld = this.selectors === 'never' && field.selectedBy !== undefined;
    for (const label of this.labels) {
      const { key, value } = label;
      if (!field.create && !map.has(key)) continue;
      if (mayBeHeld && this.isHeld(field, map, label)) continue;
      if (map.set(key, value)) this.written++;
    }
    if (isThere && field.isImmutable && this.written > before) this.changedSelectors.add(map.object);
  };

  /** Whether a label has to stay, because a selector that is not to be changed chooses by it. */
  private isHeld({ selectedBy = [] }: LabelField, { object, path }: StringMap, { key, value }: Label): boolean {
    const chosen = object.getText([...selectedBy, key]);
    if (chosen === undefined || chosen === value) return false;
    const message = `the label ${key} stays ${JSON.stringify(chosen)} at ${formatPath(path)}: ${formatPath(selectedBy)} chooses by it, and selectors are not to be changed`;
    this.report.warning({
      code: 'LABEL_HELD',
      message,
      object,
      path: [...path, key],
      current: chosen,
      proposed: value,
    });
    return true;
  }

  /** Whether labels may be added where no mapping is yet. */
  private mayCreate(field: LabelField, { object, path }: StringMap): boolean {
    if (!field.create || (field.within && object.kindAt(field.within) !== 'map')) return false;
    const obstacle = obstacleOn(object, path);
    if (!obstacle) return true;
    const message = `labels cannot be set at ${formatPath(path)}: ${formatPath(obstacle)} is no mapping; write \`key: value\` lines`;
    this.report.error({ code: 'NOT_A_MAPPING', message, object, path: obstacle });
    return false;
  }
}

/** The scalar or list that stands where labels go, or on the way there. */
function obstacleOn(object: KubeObject, path: Path): Path | undefined {
  for (let length = 1; length <= path.length; length++) {
    const kind = object.kindAt(path.slice(0, length));
    if (kind === 'scalar' || (kind === 'sequence' && typeof path[length] !== 'number')) return path.slice(0, length);
  }
  return undefined;
}
