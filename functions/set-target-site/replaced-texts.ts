import { comparable } from '../../lib/kinds/site-values';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { SiteValue } from '../../lib/site/site-value';
import { formatPath, type Path } from '../../lib/yaml/path';
import { fieldText } from './field-values';

/** A field that is to have a text, and what it had before. */
interface Setting {
  path: Path;
  text: string;
  before: string;
}

/**
 * The texts of an object that gave way to values of its site. Other fields may have them too: when a PLMN of a site
 * changes and its packages are rendered again in place, as Porch does, the old one is no other site's.
 */
export class ReplacedTexts {
  private readonly settings = new Map<string, Setting[]>();
  /** The first texts of fields that are set more than once. */
  private readonly first = new Map<string, string>();

  constructor(private readonly object: KubeObject) {}

  /** Tells that a field is about to have a text as a value of the site. */
  note({ text: value }: SiteValue, path: Path, text: string): void {
    const current = fieldText(this.object, path) ?? '';
    const place = formatPath(path);
    const before = this.first.get(place) ?? current;
    this.first.set(place, before);
    if (before === '') return;
    const same = this.settings.get(value);
    if (same) same.push({ path, text, before });
    else this.settings.set(value, [{ path, text, before }]);
  }

  /** Whether a field had this text, and has the one of the site now. */
  has({ text: value }: SiteValue, current: string): boolean {
    const isSame = (a: string, b: string) => comparable(a) === comparable(b);
    return (this.settings.get(value) ?? []).some(
      ({ path, text, before }) =>
        isSame(before, current) && !isSame(before, text) && isSame(fieldText(this.object, path) ?? '', text),
    );
  }
}
