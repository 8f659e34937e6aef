import { until } from '../until';
import type { RealApiServer } from './api-server';
import type { Status } from './client';
import type { ParamKind } from './manifest';

const ROOT = '/apis/admissionregistration.k8s.io/v1';
const PLURALS = ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'] as const;
/** The API server looks for new kinds of parameters every 30 seconds. */
const SECONDS = 60;
/** With a kind of parameters that has no objects, it says so in place of our message. */
const DENIED = /probed$|: no params found /;

let probes = 0;

/**
 * A policy that denies one thing nobody else makes. Server and policies do not say when they take effect, but a server
 * learns of policies, and of bindings, in the order they were made in: when this one denies, those before it act, and
 * when it does so no more, those removed before it are gone. One with parameters denies once their kind is known.
 */
export class PolicyProbe {
  private readonly name = `policy-probe-${++probes}`;

  private constructor(
    private readonly server: RealApiServer,
    private readonly paramKind: ParamKind | undefined,
  ) {}

  /** Returns when all policies that were there before are in effect, those with parameters of this kind too. */
  static async create(server: RealApiServer, paramKind?: ParamKind): Promise<PolicyProbe> {
    const probe = new PolicyProbe(server, paramKind);
    const [policies, bindings] = PLURALS;
    await server.client.create(`${ROOT}/${policies}`, probe.policy());
    await server.client.create(`${ROOT}/${bindings}`, probe.binding());
    await until(() => probe.denies(), { what: 'policies are in effect', seconds: SECONDS });
    return probe;
  }

  /** Returns when all policies that were removed before are without effect. */
  async remove(): Promise<void> {
    for (const plural of PLURALS) await this.server.client.delete(`${ROOT}/${plural}/${this.name}`);
    const removed = async () => (await this.answer()).code < 300;
    await until(removed, { what: 'policies are without effect', seconds: SECONDS });
  }

  private async denies(): Promise<boolean> {
    const { body } = await this.answer();
    return DENIED.test(body.message ?? '');
  }

  private answer() {
    const path = '/api/v1/namespaces/default/configmaps?dryRun=All';
    return this.server.client.create<Status>(path, { metadata: { name: this.name } });
  }

  private policy(): object {
    const rule = { apiGroups: [''], apiVersions: ['v1'], resources: ['configmaps'], operations: ['CREATE'] };
    return {
      metadata: { name: this.name },
      spec: {
        paramKind: this.paramKind,
        matchConstraints: { resourceRules: [{ ...rule, resourceNames: [this.name] }] },
        validations: [{ expression: 'false', message: 'probed' }],
      },
    };
  }

  private binding(): object {
    const paramRef = this.paramKind && { selector: {}, parameterNotFoundAction: 'Deny' };
    return { metadata: { name: this.name }, spec: { policyName: this.name, validationActions: ['Deny'], paramRef } };
  }
}
