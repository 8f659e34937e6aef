import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { Objection } from '../../lib/policy/enforcement';
import type { Exemption } from './config/settings';

/** The exemptions of the config: which objections they are for, and which of them are of no use. */
export class Exemptions {
  private readonly used = new Set<Exemption>();
  private readonly counts = new Map<Exemption, number>();

  constructor(
    private readonly exemptions: readonly Exemption[],
    private readonly asOf: string | undefined,
  ) {}

  /** Whether an objection does not count. */
  covers(objection: Objection, object: KubeObject): boolean {
    const fitting = this.exemptions.filter(exemption => isFor(exemption, objection, object));
    for (const exemption of fitting) this.used.add(exemption);
    const valid = fitting.find(exemption => !this.hasExpired(exemption));
    if (valid) this.counts.set(valid, (this.counts.get(valid) ?? 0) + 1);
    return valid !== undefined;
  }

  /** Says what was exempt and why, and which exemptions have expired or were not needed. */
  reportUse(object: KubeObject | undefined, report: Report): void {
    for (const [i, exemption] of this.exemptions.entries()) {
      const path = ['exemptions', i];
      const what = textOf(exemption);
      const count = this.counts.get(exemption);
      if (this.hasExpired(exemption)) {
        const message = `the exemption from ${what} has expired on ${exemption.expires}, and what it was for counts again: mend that, or give it another day`;
        report.warning({ code: 'EXEMPTION_EXPIRED', message, object, path });
      } else if (count !== undefined) {
        const message = `${count} ${count === 1 ? 'finding is' : 'findings are'} exempt from ${what}: ${exemption.reason.trim()}`;
        report.info({ code: 'EXEMPT', message, object, path });
      } else if (!this.used.has(exemption)) {
        const message = `the exemption from ${what} is not needed: nothing in the package is against that policy; delete it`;
        report.info({ code: 'EXEMPTION_UNUSED', message, object, path });
      }
    }
  }

  /** It holds on its last day. */
  private hasExpired({ expires }: Exemption): boolean {
    return expires !== undefined && this.asOf !== undefined && this.asOf > expires;
  }
}

function isFor(
  { policy, binding, rule, match }: Exemption,
  objection: Objection,
  { kind, name, namespace }: KubeObject,
): boolean {
  return (
    policy === objection.policy.name &&
    (binding === undefined || binding === objection.binding?.name) &&
    (rule === undefined || rule === objection.validation) &&
    (match.kind === undefined || match.kind === kind) &&
    (match.name === undefined || match.name === name) &&
    (match.namespace === undefined || match.namespace === namespace)
  );
}

function textOf({ policy, binding, rule, match }: Exemption): string {
  const parts = [policy, binding && `binding ${binding}`, rule !== undefined && `rule ${rule}`];
  const objects = [match.kind, match.namespace && `in ${match.namespace}`, match.name].filter(Boolean);
  return `${parts.filter(Boolean).join(', ')}${objects.length > 0 ? ` (${objects.join(' ')})` : ''}`;
}
