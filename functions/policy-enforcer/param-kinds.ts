import { parseApiVersion } from '../../lib/krm/gvk';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { BoundPolicy } from '../../lib/policy/enforcement';
import type { ParamCandidate } from '../../lib/policy/params';
import type { ParamKind } from '../../lib/policy/policy';
import type { ResourceCatalog } from '../../lib/policy/resource-catalog';
import type { PolicyEnforcerConfig } from './config';
import { policyPlace } from './policy-place';

/** Says which policies take parameters from a kind that nobody knows: a cluster may have its CRD, or deny everything. */
export function reportUnknownParamKinds(
  bound: readonly BoundPolicy[],
  params: readonly ParamCandidate[],
  kinds: ResourceCatalog,
  resources: ResourceList,
  config: PolicyEnforcerConfig,
  report: Report,
): void {
  for (const { policy, bindings } of bound) {
    const { name, origin, paramKind } = policy;
    if (!paramKind || bindings.length === 0 || isKnown(paramKind, params, kinds)) continue;
    const { apiVersion, kind } = paramKind;
    const { object, path } = policyPlace(policy, resources, config);
    const message = `the policy ${name} (${origin}) takes parameters from ${kind} (${apiVersion}), which neither Kubernetes nor a CRD of the package or the config has: a cluster without it denies whatever the policy is for ("failed to find resource referenced by paramKind: '${apiVersion}, Kind=${kind}'"); mend spec.paramKind, or give the CRD to the package or the config's \`crds\``;
    const tags = { policy: name };
    report.warning({ code: 'PARAM_KIND_UNKNOWN', message, object, path: [...path, 'spec', 'paramKind'], tags });
  }
}

function isKnown({ apiVersion, kind }: ParamKind, params: readonly ParamCandidate[], kinds: ResourceCatalog): boolean {
  if (kinds.kindOf(apiVersion, kind).scope !== 'unknown') return true;
  const { group } = parseApiVersion(apiVersion);
  return params.some(each => each.kind === kind && parseApiVersion(each.apiVersion).group === group);
}
