import type { GroupVersionKind } from '../krm/gvk';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { EVERYTHING, type LabelSelector, matchesLabels, readLabelSelector } from './label-selector';
import { mapsIn, textsIn } from './read-value';
import type { AdmissionRequest, Equivalent, GroupVersionResource } from './request';

type RuleScope = '*' | 'Cluster' | 'Namespaced';

interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly string[];
  /** `pods`, `*`, `pods/status`, `*` of all subresources. */
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly scope: RuleScope;
}

/** Which requests a policy or a binding is for, with the defaults of the API server. */
export interface MatchResources {
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
  readonly excludeResourceRules: readonly ResourceRule[];
  readonly resourceRules: readonly ResourceRule[];
  readonly matchPolicy: 'Equivalent' | 'Exact';
}

/** As which kind and resource a request was matched. */
export interface Match {
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly hasSameShape: boolean;
}

/** `problem`: what keeps the API server from telling; undefined is no match. */
export type Matching = { readonly match: Match } | { readonly problem: string } | undefined;

/** The labels of a namespace, or what the API server says where it is missing. */
export type LabelsOfNamespace = (name: string) => { labels: YamlValue | undefined } | { problem: string };

export function readMatchResources(value: YamlMap): MatchResources {
  const { namespaceSelector, objectSelector, excludeResourceRules, resourceRules, matchPolicy } = value;
  return {
    namespaceSelector: readLabelSelector(namespaceSelector),
    objectSelector: readLabelSelector(objectSelector),
    excludeResourceRules: mapsIn(excludeResourceRules).map(readRule),
    resourceRules: mapsIn(resourceRules).map(readRule),
    matchPolicy: matchPolicy === 'Exact' ? 'Exact' : 'Equivalent',
  };
}

function readRule({ apiGroups, apiVersions, operations, resources, resourceNames, scope }: YamlMap): ResourceRule {
  return {
    apiGroups: textsIn(apiGroups),
    apiVersions: textsIn(apiVersions),
    operations: textsIn(operations),
    resources: textsIn(resources),
    resourceNames: textsIn(resourceNames),
    scope: scope === 'Cluster' || scope === 'Namespaced' ? scope : '*',
  };
}

/**
 * Whether a request is matched, in the order of the API server: selectors, exclusions, rules; what goes wrong with a
 * selector counts only where all else matches. Source: `Matches` of k8s.io/apiserver, pkg/admission/plugin/policy/matching.
 */
export function matchRequest(
  match: MatchResources,
  request: AdmissionRequest,
  labelsOfNamespace: LabelsOfNamespace,
): Matching {
  const ofNamespace = matchNamespace(match.namespaceSelector, request, labelsOfNamespace);
  if (ofNamespace === false) return undefined;
  const ofObject = matchSelector(match.objectSelector, () => labelsOf(request.object));
  if (ofObject === false) return undefined;
  if (matchRules(match.excludeResourceRules, match.matchPolicy, request)) return undefined;
  const found =
    match.resourceRules.length === 0
      ? { ...request, hasSameShape: true }
      : matchRules(match.resourceRules, match.matchPolicy, request);
  if (!found) return undefined;
  const problem = [ofNamespace, ofObject].find(each => each !== true);
  return problem === undefined ? { match: found } : problem;
}

/**
 * What is left to be asked of requests for a resource: the rules that are for it or, unless they are exact, for another
 * version of it. Undefined where no request is matched.
 */
export function matchOfResource(
  match: MatchResources,
  resource: GroupVersionResource,
  equivalents: readonly Equivalent[],
): MatchResources | undefined {
  const others = match.matchPolicy === 'Exact' ? [] : equivalents.map(each => each.resource);
  const isFor = (rule: ResourceRule) => [resource, ...others].some(each => fitsResource(rule, each));
  const resourceRules = match.resourceRules.filter(isFor);
  if (resourceRules.length === 0 && match.resourceRules.length > 0) return undefined;
  return { ...match, resourceRules, excludeResourceRules: match.excludeResourceRules.filter(isFor) };
}

/** What is of the cluster is never left out by the labels of a namespace. */
function matchNamespace(
  selector: LabelSelector,
  request: AdmissionRequest,
  labelsOfNamespace: LabelsOfNamespace,
): boolean | { problem: string } {
  if (request.namespace === '' && request.resource.resource !== 'namespaces') return true;
  if (isEverything(selector)) return true;
  if (request.resource.resource === 'namespaces') return matchSelector(selector, () => labelsOf(request.object));
  const found = labelsOfNamespace(request.namespace);
  return 'problem' in found ? found : matchSelector(selector, () => found.labels);
}

function matchSelector(selector: LabelSelector, labels: () => YamlValue | undefined): boolean | { problem: string } {
  if (selector.problem !== undefined) return { problem: `Internal error occurred: ${selector.problem}` };
  return isEverything(selector) || matchesLabels(selector, labels());
}

function isEverything({ requirements, problem }: LabelSelector): boolean {
  return requirements.length === EVERYTHING.requirements.length && problem === undefined;
}

function labelsOf({ metadata }: YamlMap): YamlValue | undefined {
  return isMap(metadata) ? metadata.labels : undefined;
}

/** The first rule that fits the request as it is; else the first that fits it as another version. */
function matchRules(
  rules: readonly ResourceRule[],
  matchPolicy: MatchResources['matchPolicy'],
  request: AdmissionRequest,
): Match | undefined {
  const { kind, resource } = request;
  if (rules.some(rule => fitsRule(rule, request, resource))) return { kind, resource, hasSameShape: true };
  if (matchPolicy === 'Exact') return undefined;
  for (const rule of rules) {
    const fitting: Equivalent | undefined = request.equivalents.find(each => fitsRule(rule, request, each.resource));
    if (fitting) return fitting;
  }
  return undefined;
}

function fitsRule(rule: ResourceRule, request: AdmissionRequest, resource: GroupVersionResource): boolean {
  return (
    fitsScope(rule.scope, request, resource) &&
    fitsResource(rule, resource) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(request.name))
  );
}

function fitsResource(rule: ResourceRule, resource: GroupVersionResource): boolean {
  return (
    includes(rule.operations, 'CREATE') &&
    includes(rule.apiGroups, resource.group) &&
    includes(rule.apiVersions, resource.version) &&
    rule.resources.some(pattern => fitsName(pattern, resource.resource))
  );
}

function fitsScope(scope: RuleScope, { namespace }: AdmissionRequest, resource: GroupVersionResource): boolean {
  if (scope === '*') return true;
  const isOfCluster = namespace === '' || (resource.group === '' && resource.resource === 'namespaces');
  return isOfCluster === (scope === 'Cluster');
}

/** An object is created as a whole: what is for a subresource does not fit, what is for all of them does. */
function fitsName(pattern: string, resource: string): boolean {
  const [name = '', ...sub] = pattern.split('/');
  return (name === '*' || name === resource) && ['', '*'].includes(sub.join('/'));
}

function includes(items: readonly string[], item: string): boolean {
  return items.includes('*') || items.includes(item);
}
