import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Enforcement, Objection } from '../../lib/policy/enforcement';
import type { ParamCandidate } from '../../lib/policy/params';
import { PolicyCompiler } from '../../lib/policy/policy-compiler';
import { formatPath } from '../../lib/yaml/path';
import { acceptedPolicies } from './accepted-policies';
import { type PolicyEnforcerConfig, policyEnforcerConfig } from './config';
import { Exemptions } from './exemptions';
import { NETWORK_POLICY_RULE, packWithNetworkPolicies, reportOpenNamespaces } from './network-policy-rule';
import { reportUnknownParamKinds } from './param-kinds';
import { type PolicySet, policySet } from './policy-set';
import type { ObjectionReport } from './report-objections';
import { SiteSelection } from './site-selection';
import type { Subject, Subjects } from './subjects';

/** Asks ValidatingAdmissionPolicies about the objects of a package, with the verdict that a cluster would give. */
export const policyEnforcer: KrmFunction<PolicyEnforcerConfig> = {
  name: 'policy-enforcer',
  summary: 'Finds, without a cluster, what its admission policies would deny, with file and field.',
  config: policyEnforcerConfig,
  // What asks policies is loaded where there are some.
  run(resources, config, report) {
    const sites = new SiteSelection(resources, report);
    const policies = policySet(resources, config, sites, report);
    const compiler = new PolicyCompiler(Number(config.kubernetesVersion.split('.')[1]));
    const accepted = { ...policies, bound: acceptedPolicies(policies, compiler, resources, config, report) };
    sites.reportWaiting();
    if (policies.bound.every(({ bindings }) => bindings.length === 0)) {
      if (!sites.isWaiting) reportNothingToEnforce(policies, report);
      return;
    }
    const { Subjects }: typeof import('./subjects') = require('./subjects');
    const { paramCandidates }: typeof import('./param-candidates') = require('./param-candidates');
    const { ObjectionReport }: typeof import('./report-objections') = require('./report-objections');
    const subjects = new Subjects(resources, config);
    const params = paramCandidates(accepted, subjects, resources, report);
    reportUnknownParamKinds(accepted.bound, params, subjects.kinds, resources, config, report);
    const enforcement = enforcementOf(accepted, compiler, params, subjects, resources, config);
    const exemptions = new Exemptions(config.exemptions, config.asOf);
    const objections = new ObjectionReport(report);
    const objects = resources.editable;
    for (const object of objects) {
      for (const { objection, subject } of objectionsTo(object, subjects, enforcement)) {
        if (!exemptions.covers(objection, object)) objections.add(objection, subject);
      }
    }
    objections.reportUndecided();
    const hardening = packWithNetworkPolicies(policies.packs, params);
    if (hardening) reportOpenNamespaces(resources, hardening, exemptions, objections);
    const asked = policies.bound.map(({ policy }) => policy);
    exemptions.reportUse(hardening ? [...asked, NETWORK_POLICY_RULE] : asked, resources.functionConfig, report);
    reportNamespaces(enforcement, report);
    reportSummary(accepted, objects.length, objections, config, report);
  },
};

/** What policies have against an object and the Pods it makes, each thing once. */
function* objectionsTo(object: KubeObject, subjects: Subjects, enforcement: Enforcement) {
  const own: Objection[] = [];
  for (const subject of subjects.of(object, served => enforcement.isAbout(served))) {
    for (const objection of enforcement.objections(subject.request)) {
      if (subject.what === '') own.push(objection);
      else if (own.some(other => isSame(other, objection, subject))) continue;
      yield { objection, subject };
    }
  }
}

/** Whether an objection to the Pods of a workload is one to the workload itself: at its place, whatever it is called there. */
function isSame(own: Objection, objection: Objection, { placeOf }: Subject): boolean {
  const { policy, binding, validation, message } = objection;
  if (own.policy !== policy || own.binding !== binding || own.validation !== validation) return false;
  const [ownPlace, place] = [own.path?.(), objection.path?.()];
  if (!ownPlace || !place) return ownPlace === place && own.message === message;
  return formatPath(ownPlace) === formatPath(placeOf(place));
}

function enforcementOf(
  { bound }: PolicySet,
  compiler: PolicyCompiler,
  params: readonly ParamCandidate[],
  subjects: Subjects,
  resources: ResourceList,
  config: PolicyEnforcerConfig,
): Enforcement {
  const { Enforcement }: typeof import('../../lib/policy/enforcement') = require('../../lib/policy/enforcement');
  return new Enforcement(bound, {
    compiler,
    catalog: subjects.kinds,
    params,
    namespaces: resources.items.filter(isNamespace).map(object => subjects.inCluster(object)),
    missingNamespace: config.namespaceObject,
    isInCluster: config.defaulting,
  });
}

function isNamespace({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion === 'v1' && kind === 'Namespace';
}

function reportNothingToEnforce({ bound }: PolicySet, report: Report): void {
  const found = bound.length === 0 ? 'there is no policy' : `none of ${bound.length} policies has a binding`;
  const message = `nothing is enforced: ${found} in the package, the config's \`policies\` or its \`packs\``;
  report.warning({ code: 'NOTHING_ENFORCED', message });
}

function reportNamespaces(enforcement: Enforcement, report: Report): void {
  const names = enforcement.synthesisedNamespaces;
  if (names.length === 0) return;
  const message = `policies look at namespaces that the package does not have (${names.join(', ')}): taken to have their name only; add Namespace objects for their labels, local config is enough`;
  report.info({ code: 'NAMESPACE_SYNTHESISED', message });
}

function reportSummary(
  { bound }: PolicySet,
  objects: number,
  { counts }: ObjectionReport,
  { kubernetesVersion }: PolicyEnforcerConfig,
  report: Report,
): void {
  const bindings = bound.reduce((sum, each) => sum + each.bindings.length, 0);
  report.info({
    code: 'POLICIES_CHECKED',
    message: `asked ${bound.length} policies with ${bindings} bindings about ${objects} resources, as Kubernetes ${kubernetesVersion} does: ${counts.denied} denied, ${counts.warned} warnings, ${counts.audited} for the audit log`,
  });
}
