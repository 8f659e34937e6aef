import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { BoundPolicy } from '../../lib/policy/enforcement';
import type { Policy } from '../../lib/policy/policy';
import type { PolicyCompiler } from '../../lib/policy/policy-compiler';
import { policyProblems } from '../../lib/policy/policy-problems';
import type { Path } from '../../lib/yaml/path';
import { valueInside } from '../../lib/yaml/value';
import type { PolicyEnforcerConfig } from './config';
import type { PolicySet } from './policy-set';

const GROUP = 'admissionregistration.k8s.io';
const KIND = 'ValidatingAdmissionPolicy';

/** Where a policy is written. */
interface Place {
  readonly object: KubeObject | undefined;
  readonly path: Path;
}

/**
 * The policies that an API server takes, whether anything in the package matches them or not; says why it refuses the
 * others. Those of packs are not looked into: our tests do that.
 */
export function acceptedPolicies(
  { bound, packs }: PolicySet,
  compiler: PolicyCompiler,
  resources: ResourceList,
  config: PolicyEnforcerConfig,
  report: Report,
): readonly BoundPolicy[] {
  const ofPacks = new Set(packs.map(({ name }) => `pack ${name}`));
  return bound.filter(({ policy }) => {
    if (ofPacks.has(policy.origin)) return true;
    const problems = policyProblems(compiler.compile(policy));
    if (problems.length === 0) return true;
    const { object, path } = placeOf(policy, resources, config);
    for (const problem of problems) {
      const message = `The ${KIND} ${JSON.stringify(policy.name)} is invalid: ${problem.message} (policy in ${policy.origin}): no cluster takes it, so it is asked about nothing here; mend the expression`;
      const tags = { policy: policy.name };
      report.error({ code: 'POLICY_INVALID', message, object, path: [...path, ...problem.path], tags });
    }
    return false;
  });
}

/** A policy of the package counts for more than one of the config with its name. */
function placeOf({ name }: Policy, { items, functionConfig }: ResourceList, { policies }: PolicyEnforcerConfig): Place {
  const own = items.find(each => each.kind === KIND && each.isOfGroup(GROUP) && each.name === name);
  if (own) return { object: own, path: [] };
  const index = policies.findIndex(value => valueInside(value, ['metadata', 'name']) === name);
  const root = functionConfig?.kind === 'ConfigMap' ? ['data'] : [];
  return { object: functionConfig, path: [...root, 'policies', index] };
}
