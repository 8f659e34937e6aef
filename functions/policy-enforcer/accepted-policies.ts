import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { BoundPolicy } from '../../lib/policy/enforcement';
import type { PolicyCompiler } from '../../lib/policy/policy-compiler';
import type { PolicyEnforcerConfig } from './config';
import { policyPlace } from './policy-place';
import type { PolicySet } from './policy-set';

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
    const {
      policyProblems,
    }: typeof import('../../lib/policy/policy-problems') = require('../../lib/policy/policy-problems');
    const problems = policyProblems(compiler.compile(policy));
    if (problems.length === 0) return true;
    const { object, path } = policyPlace(policy, resources, config);
    for (const problem of problems) {
      const message = `The ValidatingAdmissionPolicy ${JSON.stringify(policy.name)} is invalid: ${problem.message} (policy in ${policy.origin}): no cluster takes it, so it is asked about nothing here; mend the expression`;
      const tags = { policy: policy.name };
      report.error({ code: 'POLICY_INVALID', message, object, path: [...path, ...problem.path], tags });
    }
    return false;
  });
}
