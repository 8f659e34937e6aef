import type { KubeObject } from '../../lib/krm/kube-object';
import { nearest } from '../../lib/krm/nearest';
import type { Report } from '../../lib/krm/report';
import type { Validation } from '../../lib/policy/policy';
import type { Exemption } from './config/settings';

/** What an exemption may be from: the objection of a rule to an object. */
export interface Exemptible {
  readonly policy: { readonly name: string; readonly validations: readonly Pick<Validation, 'name'>[] };
  readonly binding: { readonly name: string } | undefined;
  /** Which of the validations; undefined where none decided. */
  readonly validation?: number | undefined;
}

/** The exemptions of the config: which objections they are for, and which of them are of no use. */
export class Exemptions {
  private readonly used = new Set<Exemption>();
  private readonly counts = new Map<Exemption, number>();
  /** By policy and the name of the object that they are for, which is empty where any is. */
  private readonly byTarget = new Map<string, Exemption[]>();

  constructor(
    private readonly exemptions: readonly Exemption[],
    private readonly asOf: string | undefined,
  ) {
    for (const exemption of exemptions) {
      const key = targetKey(exemption.policy, exemption.match.name ?? '');
      const known = this.byTarget.get(key);
      if (known) known.push(exemption);
      else this.byTarget.set(key, [exemption]);
    }
  }

  /** Whether an objection does not count. */
  covers(objection: Exemptible, object: KubeObject): boolean {
    if (this.exemptions.length === 0) return false;
    const { policy } = objection;
    const candidates = ['', object.name].flatMap(name => this.byTarget.get(targetKey(policy.name, name)) ?? []);
    const fitting = candidates.filter(exemption => isFor(exemption, objection, object));
    for (const exemption of fitting) this.used.add(exemption);
    const valid = fitting.find(exemption => !this.hasExpired(exemption));
    if (valid) this.counts.set(valid, (this.counts.get(valid) ?? 0) + 1);
    return valid !== undefined;
  }

  /** Says what was exempt and why, and which exemptions have expired, were not needed, or are from no rule there is. */
  reportUse(policies: readonly Exemptible['policy'][], object: KubeObject | undefined, report: Report): void {
    const byName = new Map(policies.map(policy => [policy.name, policy]));
    for (const [i, exemption] of this.exemptions.entries()) {
      const path = ['exemptions', i];
      const what = textOf(exemption);
      const count = this.counts.get(exemption);
      const unknown = unknownRule(exemption, byName.get(exemption.policy));
      if (unknown !== undefined) {
        report.warning({ code: 'EXEMPTION_WITHOUT_RULE', message: unknown, object, path: [...path, 'rule'] });
      } else if (this.hasExpired(exemption)) {
        const message = `the exemption from ${what} has expired on ${exemption.expires}, and what it was for counts again: mend that, or give it another day`;
        report.warning({ code: 'EXEMPTION_EXPIRED', message, object, path });
      } else if (count !== undefined) {
        const message = `${count} ${count === 1 ? 'finding is' : 'findings are'} exempt from ${what}: ${exemption.reason.trim()}`;
        report.info({ code: 'EXEMPT', message, object, path });
      } else if (!this.used.has(exemption)) {
        const message = `the exemption from ${what} is not needed: ${whyUnused(exemption, byName)}`;
        report.info({ code: 'EXEMPTION_UNUSED', message, object, path });
      }
    }
  }

  /** It holds on its last day. */
  private hasExpired({ expires }: Exemption): boolean {
    return expires !== undefined && this.asOf !== undefined && this.asOf > expires;
  }
}

function targetKey(policy: string, name: string): string {
  return JSON.stringify([policy, name]);
}

/** Of an exemption for the policy, and an object of that name. */
function isFor({ binding, rule, match }: Exemption, objection: Exemptible, { kind, namespace }: KubeObject): boolean {
  return (
    (binding === undefined || binding === objection.binding?.name) &&
    (rule === undefined || isOfRule(rule, objection)) &&
    (match.kind === undefined || match.kind === kind) &&
    (match.namespace === undefined || match.namespace === namespace)
  );
}

function isOfRule(rule: number | string, { policy, validation }: Exemptible): boolean {
  if (validation === undefined) return false;
  return typeof rule === 'number' ? rule === validation : rule === policy.validations[validation]?.name;
}

/** What is wrong with the rule of an exemption; a policy that is not in effect here has rules that nobody knows. */
function unknownRule({ rule, ...exemption }: Exemption, policy: Exemptible['policy'] | undefined): string | undefined {
  if (rule === undefined || !policy) return undefined;
  const { validations } = policy;
  const names = [...new Set(validations.flatMap(({ name }) => name ?? []))];
  if (typeof rule === 'number' ? rule < validations.length : names.includes(rule)) return undefined;
  const near = typeof rule === 'string' ? nearest(rule, names) : undefined;
  const hint = near === undefined ? '' : `did you mean ${near}? `;
  const byNumber = validations.length > 0 ? `0 to ${validations.length - 1}` : 'none';
  const byName = names.length > 0 ? `, by name ${names.join(', ')}` : '';
  return `the exemption from ${textOf({ rule, ...exemption })} is for nothing: the policy has no such rule: ${hint}it has ${byNumber}${byName}`;
}

function whyUnused({ policy }: Exemption, byName: ReadonlyMap<string, unknown>): string {
  if (byName.has(policy)) return 'nothing in the package is against that policy; delete it';
  const near = nearest(policy, byName.keys());
  return `that policy is not in effect here; ${near === undefined ? 'delete it' : `did you mean ${near}?`}`;
}

function textOf({ policy, binding, rule, match }: Exemption): string {
  const parts = [policy, binding && `binding ${binding}`, rule !== undefined && `rule ${rule}`];
  const objects = [match.kind, match.namespace && `in ${match.namespace}`, match.name].filter(Boolean);
  return `${parts.filter(Boolean).join(', ')}${objects.length > 0 ? ` (${objects.join(' ')})` : ''}`;
}
