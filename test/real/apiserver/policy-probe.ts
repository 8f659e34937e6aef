import { until } from '../until';
import type { RealApiServer } from './api-server';
import type { Status } from './client';

const ROOT = '/apis/admissionregistration.k8s.io/v1';
const SECONDS = 30;
const DENIED = 'probed';

let probes = 0;

/**
 * A policy that denies one thing nobody else makes. Server and policies do not say when they take effect, but a server
 * learns of policies, and of bindings, in the order they were made in: when this one denies, those before it act, and
 * when it does so no more, those removed before it are gone.
 */
export class PolicyProbe {
  private constructor(
    private readonly server: RealApiServer,
    private readonly name: string,
  ) {}

  /** Returns when all policies that were there before are in effect. */
  static async create(server: RealApiServer): Promise<PolicyProbe> {
    const probe = new PolicyProbe(server, `policy-probe-${++probes}`);
    const kinds = [
      ['validatingadmissionpolicies', probe.policy()],
      ['validatingadmissionpolicybindings', probe.binding()],
    ] as const;
    for (const [plural, object] of kinds) await server.client.create(`${ROOT}/${plural}`, object);
    await until(() => probe.denies(), { what: 'policies are in effect', seconds: SECONDS });
    return probe;
  }

  /** Returns when all policies that were removed before are without effect. */
  async remove(): Promise<void> {
    for (const plural of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'])
      await this.server.client.delete(`${ROOT}/${plural}/${this.name}`);
    const removed = async () => !(await this.denies());
    await until(removed, { what: 'policies are without effect', seconds: SECONDS });
  }

  private async denies(): Promise<boolean> {
    const path = '/api/v1/namespaces/default/configmaps?dryRun=All';
    const { body } = await this.server.client.create<Status>(path, { metadata: { name: this.name } });
    return body.message?.endsWith(DENIED) ?? false;
  }

  private policy(): object {
    const rule = { apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'], operations: ['CREATE'] };
    return {
      metadata: { name: this.name },
      spec: {
        matchConstraints: { resourceRules: [{ ...rule, resourceNames: [this.name] }] },
        validations: [{ expression: 'false', message: DENIED }],
      },
    };
  }

  private binding(): object {
    return { metadata: { name: this.name }, spec: { policyName: this.name, validationActions: ['Deny'] } };
  }
}
