import type { ValidationAction } from '../../../lib/policy/binding';
import type { YamlValue } from '../../../lib/yaml/value';

/** A pack that is in effect. */
export interface PackChoice {
  readonly name: string;
  /** Of the standard that it is about: `latest`, `v1.34`. */
  readonly version: string | undefined;
  /** In place of the parameters that it comes with, by name. */
  readonly params: Readonly<Record<string, string>>;
  /** In place of those of its bindings. */
  readonly actions: readonly ValidationAction[] | undefined;
  /** The sites it is for: names, groups, label selectors; every site, where it is left out. */
  readonly siteSelector: YamlValue | undefined;
}

/** What may be as it is, and why. */
export interface Exemption {
  readonly policy: string;
  /** Any binding, where it is left out. */
  readonly binding: string | undefined;
  /** Which of the policy's validations, from 0, or the name that their messages begin with; all, where it is left out. */
  readonly rule: number | string | undefined;
  /** Of the objects that are meant, all of these. */
  readonly match: { readonly kind?: string; readonly name?: string; readonly namespace?: string };
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
}
