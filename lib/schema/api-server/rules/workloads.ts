import { isMap, type YamlMap, type YamlValue } from '../../../yaml/value';
import { groupVersion } from '../field-checks';
import { amountOf } from '../quantity';
import { TEMPLATE_RULE } from './pods';
import {
  at,
  atMostOne,
  below,
  found,
  isEmpty,
  mapAt,
  mapsAt,
  type RuleFinding,
  repeated,
  type StructRules,
} from './struct';

const WORKLOAD = [
  { name: 'selector-matches-template', check: selectorMatchesTemplate },
  { name: 'restart-policy-always', check: restartPolicyAlways },
  TEMPLATE_RULE,
];
const SCALER = [
  { name: 'replicas-in-order', check: replicasInOrder },
  { name: 'target-has-group', check: targetHasGroup },
];
const NO_DEADLINE = { name: 'no-deadline', check: noDeadline };

/** What the API server says of workloads. Source: pkg/apis/{apps,autoscaling,batch,core,policy}/validation. */
export const WORKLOAD_RULES: StructRules = {
  V1CronJob: [{ name: 'cron-job-name', check: cronJobName }],
  V1CronJobSpec: [{ name: 'no-job-selector', check: noJobSelector }],
  V1DaemonSetSpec: [...WORKLOAD, NO_DEADLINE],
  V1DaemonSetUpdateStrategy: [{ name: 'rolling-update-fits', check: daemonSetStrategy }],
  V1DeploymentSpec: [...WORKLOAD, NO_DEADLINE, { name: 'progress-deadline', check: progressDeadline }],
  V1DeploymentStrategy: [{ name: 'rolling-update-fits', check: deploymentStrategy }],
  V1HorizontalPodAutoscalerSpec: SCALER,
  V1JobSpec: [
    { name: 'job-restart-policy', check: jobRestartPolicy },
    TEMPLATE_RULE,
    { name: 'indexed-job', check: indexedJob },
    { name: 'failure-policy-fits', check: failurePolicyFits },
    { name: 'success-policy-fits', check: successPolicyFits },
  ],
  V1PodDisruptionBudgetSpec: [
    {
      name: 'one-budget',
      check: spec =>
        atMostOne(spec, ['minAvailable', 'maxUnavailable']).length > 0
          ? found([], 'only one of minAvailable, maxUnavailable may be given')
          : [],
    },
  ],
  V1PodFailurePolicyOnExitCodesRequirement: [{ name: 'exit-codes', check: exitCodes }],
  V1PodFailurePolicyRule: [{ name: 'one-failure-pattern', check: oneFailurePattern }],
  V1PodTemplate: [TEMPLATE_RULE],
  V1ReplicaSetSpec: [...WORKLOAD, NO_DEADLINE],
  V1ReplicationControllerSpec: [
    { name: 'selector-matches-template', check: controllerMatchesTemplate },
    { name: 'restart-policy-always', check: restartPolicyAlways },
    TEMPLATE_RULE,
    NO_DEADLINE,
  ],
  V1StatefulSetSpec: [...WORKLOAD, NO_DEADLINE],
  V1StatefulSetUpdateStrategy: [{ name: 'rolling-update-fits', check: statefulSetStrategy }],
  V1SuccessPolicyRule: [
    {
      name: 'success-pattern',
      check: rule =>
        isEmpty(rule.succeededCount) && at(rule.succeededIndexes) === undefined
          ? found([], 'one of succeededCount, succeededIndexes must be given')
          : [],
    },
  ],
  V2HorizontalPodAutoscalerSpec: SCALER,
  V2MetricSpec: [{ name: 'metric-source-fits', check: metricSourceFits }],
  V2MetricTarget: [{ name: 'target-is-positive', check: targetIsPositive }],
};

function selectorMatchesTemplate(spec: YamlMap): RuleFinding[] {
  if (!isMap(spec.selector)) return [];
  const labels = mapAt(spec.template, 'metadata', 'labels');
  const wanted = Object.entries(mapAt(spec.selector, 'matchLabels'));
  const expressions = mapsAt(spec.selector, 'matchExpressions');
  if (wanted.length === 0 && expressions.length === 0) {
    return found(['selector'], 'an empty selector is not allowed: give it labels of the template');
  }
  const missing = wanted
    .filter(([key, value]) => labels[key] !== (value ?? ''))
    .map(([key, value]) => `${key}: ${value}`);
  const unmet = expressions.filter(expression => !meets(labels, expression)).map(({ key }) => String(key));
  if (missing.length + unmet.length === 0) return [];
  const message = `the selector does not match the labels of the template: they lack ${[...missing, ...unmet].join(', ')}`;
  return found(['template', 'metadata', 'labels'], message);
}

/** Its selector is a plain mapping, and the labels of the template where it is left out. */
function controllerMatchesTemplate({ selector, template }: YamlMap): RuleFinding[] {
  if (isMap(selector) && Object.keys(selector).length > 0) {
    return selectorMatchesTemplate({ selector: { matchLabels: selector }, template: template ?? null });
  }
  return isEmpty(at(template, 'metadata', 'labels')) && isMap(template)
    ? found(['selector'], 'it is required where the template has no labels')
    : [];
}

function meets(labels: YamlMap, { key, operator, values }: YamlMap): boolean {
  const label = labels[String(key)];
  const isIn = Array.isArray(values) && label !== undefined && values.includes(label);
  if (operator === 'In') return isIn;
  if (operator === 'NotIn') return !isIn;
  return operator === 'Exists' ? label !== undefined : label === undefined;
}

function restartPolicyAlways({ template }: YamlMap): RuleFinding[] {
  const policy = at(template, 'spec', 'restartPolicy');
  if (policy === undefined || policy === 'Always' || policy === '') return [];
  return found(['template', 'spec', 'restartPolicy'], `it must be Always here, not ${String(policy)}`);
}

function noDeadline({ template }: YamlMap): RuleFinding[] {
  return at(template, 'spec', 'activeDeadlineSeconds') === undefined
    ? []
    : found(['template', 'spec', 'activeDeadlineSeconds'], 'only Jobs have a deadline: leave it out');
}

function progressDeadline({ progressDeadlineSeconds: deadline, minReadySeconds: ready }: YamlMap): RuleFinding[] {
  const isLate = typeof deadline === 'number' && deadline <= (typeof ready === 'number' ? ready : 0);
  return isLate ? found(['progressDeadlineSeconds'], `${deadline}: it must be more than minReadySeconds`) : [];
}

const ZERO = (value: YamlValue | undefined) => value === 0 || value === '0%' || value === '0';

function deploymentStrategy({ type, rollingUpdate }: YamlMap): RuleFinding[] {
  if (type === 'Recreate') {
    return isMap(rollingUpdate) ? found(['rollingUpdate'], 'type Recreate has none: leave it out') : [];
  }
  const { maxSurge, maxUnavailable } = mapAt(rollingUpdate);
  return ZERO(maxSurge) && ZERO(maxUnavailable)
    ? found(['rollingUpdate', 'maxUnavailable'], 'it must not be 0 where maxSurge is 0')
    : [];
}

function surge({ maxSurge, maxUnavailable }: YamlMap): RuleFinding[] {
  const hasSurge = maxSurge !== undefined && maxSurge !== null && !ZERO(maxSurge);
  const isUnavailable = maxUnavailable === undefined || maxUnavailable === null || !ZERO(maxUnavailable);
  if (hasSurge && isUnavailable)
    return found(['rollingUpdate', 'maxSurge'], 'it must be 0 where maxUnavailable is not');
  return !hasSurge && !isUnavailable
    ? found(['rollingUpdate', 'maxUnavailable'], 'it must not be 0 where maxSurge is 0')
    : [];
}

function daemonSetStrategy({ type, rollingUpdate }: YamlMap): RuleFinding[] {
  return isMap(rollingUpdate) && (isEmpty(type) || type === 'RollingUpdate') ? surge(rollingUpdate) : [];
}

function statefulSetStrategy({ type, rollingUpdate }: YamlMap): RuleFinding[] {
  return type === 'OnDelete' && isMap(rollingUpdate)
    ? found(['rollingUpdate'], 'type OnDelete has none: leave it out')
    : [];
}

function cronJobName({ metadata }: YamlMap): RuleFinding[] {
  const name = at(metadata, 'name');
  return typeof name === 'string' && name.length > 52
    ? found(['metadata', 'name'], `it has ${name.length} characters, at most 52 are allowed in the name of a CronJob`)
    : [];
}

function noJobSelector({ jobTemplate }: YamlMap): RuleFinding[] {
  return [
    ...(at(jobTemplate, 'spec', 'selector') === undefined
      ? []
      : found(['jobTemplate', 'spec', 'selector'], 'the Job makes its own: leave it out')),
    ...(at(jobTemplate, 'spec', 'manualSelector') === true
      ? found(['jobTemplate', 'spec', 'manualSelector'], 'it must be left out here')
      : []),
  ];
}

function jobRestartPolicy({ template, podFailurePolicy }: YamlMap): RuleFinding[] {
  const policy = String(at(template, 'spec', 'restartPolicy'));
  const path = ['template', 'spec', 'restartPolicy'];
  if (!['OnFailure', 'Never'].includes(policy)) return found(path, 'a Job needs OnFailure or Never here');
  return isMap(podFailurePolicy) && policy !== 'Never' ? found(path, 'with podFailurePolicy it must be Never') : [];
}

function indexedJob(spec: YamlMap): RuleFinding[] {
  const has = (name: string) => spec[name] !== undefined && spec[name] !== null;
  const isIndexed = spec.completionMode === 'Indexed';
  const most = spec.completions;
  const tooMany = (name: string) => typeof spec[name] === 'number' && typeof most === 'number' && spec[name] > most;
  if (isIndexed) {
    return [
      ...(has('completions') ? [] : found(['completions'], 'completionMode Indexed needs it')),
      ...(typeof spec.parallelism === 'number' && spec.parallelism > 100_000
        ? found(['parallelism'], 'with completionMode Indexed at most 100000 are allowed')
        : []),
      ...(tooMany('maxFailedIndexes') ? found(['maxFailedIndexes'], 'it must be at most the completions') : []),
      ...(has('maxFailedIndexes') && !has('backoffLimitPerIndex')
        ? found(['backoffLimitPerIndex'], 'maxFailedIndexes needs it')
        : []),
    ];
  }
  return ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']
    .filter(has)
    .flatMap(name => found([name], 'it needs completionMode Indexed'));
}

function failurePolicyFits({
  podFailurePolicy,
  podReplacementPolicy,
  backoffLimitPerIndex,
  template,
}: YamlMap): RuleFinding[] {
  if (!isMap(podFailurePolicy)) return [];
  const lists = ['initContainers', 'containers'];
  const containers = new Set(lists.flatMap(list => mapsAt(template, 'spec', list).map(({ name }) => name)));
  const rules = mapsAt(podFailurePolicy, 'rules');
  return [
    ...(podReplacementPolicy === 'TerminatingOrFailed'
      ? found(['podReplacementPolicy'], 'with podFailurePolicy it must be Failed')
      : []),
    ...(rules.length > 20 ? found(['podFailurePolicy', 'rules'], 'at most 20 rules are allowed') : []),
    ...rules.flatMap((rule, i) => {
      const name = at(rule.onExitCodes, 'containerName');
      return [
        ...(rule.action === 'FailIndex' && at(backoffLimitPerIndex) === undefined
          ? found(['podFailurePolicy', 'rules', i, 'action'], 'FailIndex needs backoffLimitPerIndex')
          : []),
        ...(name === undefined || containers.has(name)
          ? []
          : found(
              ['podFailurePolicy', 'rules', i, 'onExitCodes', 'containerName'],
              `there is no container ${String(name)}`,
            )),
      ];
    }),
  ];
}

function exitCodes({ operator, values }: YamlMap): RuleFinding[] {
  const codes = Array.isArray(values) ? values : [];
  const isOrdered = codes.every((code, i) => i === 0 || Number(codes[i - 1]) <= Number(code));
  const zeros = operator === 'In' ? codes.flatMap((code, i) => (code === 0 || code === null ? [i] : [])) : [];
  return [
    ...zeros.flatMap(i => found(['values', i], 'with the operator In it must not be 0')),
    ...repeated(codes, code => code).flatMap(({ index, key }) => found(['values', index], `${key} is there twice`)),
    ...(isOrdered ? [] : found(['values'], 'they must be in order')),
  ];
}

function oneFailurePattern({ onExitCodes, onPodConditions }: YamlMap): RuleFinding[] {
  const count = (isMap(onExitCodes) ? 1 : 0) + (isEmpty(onPodConditions) ? 0 : 1);
  return count === 1 ? [] : found([], 'one of onExitCodes, onPodConditions must be given, and not both');
}

function successPolicyFits({ successPolicy, completions }: YamlMap): RuleFinding[] {
  const most = typeof completions === 'number' ? completions : 0;
  return mapsAt(successPolicy, 'rules').flatMap((rule, i) => {
    const indexes = at(rule.succeededIndexes);
    const count = typeof indexes === 'string' ? countIndexes(indexes, most) : most;
    const path = ['successPolicy', 'rules', i];
    if (count === undefined) {
      const message = `${JSON.stringify(indexes)} are no indexes below ${most}: write 0-3,5, in order`;
      return found([...path, 'succeededIndexes'], message);
    }
    return typeof rule.succeededCount === 'number' && rule.succeededCount > Math.min(count, most)
      ? found([...path, 'succeededCount'], `${rule.succeededCount}: there are only ${Math.min(count, most)} indexes`)
      : [];
  });
}

/** How many indexes `0-3,5` names; undefined where it is no such text. */
function countIndexes(text: string, most: number): number | undefined {
  if (text === '') return 0;
  let [count, last] = [0, -1];
  for (const part of text.split(',')) {
    const [, first, end] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === undefined) return undefined;
    const [from, to] = [Number(first), Number(end ?? first)];
    if (from <= last || (end !== undefined && to <= from) || to >= most) return undefined;
    count += to - from + 1;
    last = to;
  }
  return count;
}

function replicasInOrder({ minReplicas, maxReplicas }: YamlMap): RuleFinding[] {
  const isLess = typeof minReplicas === 'number' && typeof maxReplicas === 'number' && maxReplicas < minReplicas;
  return isLess ? found(['maxReplicas'], `${maxReplicas}: it must be at least minReplicas`) : [];
}

function targetHasGroup({ scaleTargetRef }: YamlMap): RuleFinding[] {
  if (!isMap(scaleTargetRef)) return [];
  const message = groupVersion(scaleTargetRef.apiVersion ?? '');
  return message === undefined ? [] : found(['scaleTargetRef', 'apiVersion'], message);
}

const METRIC_SOURCES: Record<string, string> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** Of its sources it has the one of its type, with a target that this source takes. */
function metricSourceFits(metric: YamlMap): RuleFinding[] {
  const source = METRIC_SOURCES[String(metric.type)];
  if (source === undefined) return [];
  const others = Object.values(METRIC_SOURCES).filter(name => name !== source && isMap(metric[name]));
  if (!isMap(metric[source])) return found([source], `type ${String(metric.type)} needs it`);
  return [
    ...others.flatMap(name => found([name], `type ${String(metric.type)} has none: leave it out`)),
    ...targetProblems(source, mapAt(metric[source], 'target')).map(below(source, 'target')),
  ];
}

function targetProblems(source: string, target: YamlMap): RuleFinding[] {
  const has = (name: string) => target[name] !== undefined && target[name] !== null;
  const isResource = source === 'resource' || source === 'containerResource';
  if (isResource) {
    if (has('averageUtilization') && has('averageValue'))
      return found(['averageValue'], 'only one of averageUtilization, averageValue may be given');
    return has('averageUtilization') || has('averageValue')
      ? []
      : found(['averageUtilization'], 'one of averageUtilization, averageValue must be given');
  }
  if (source === 'pods') return has('averageValue') ? [] : found(['averageValue'], 'it is required here');
  if (source === 'external' && has('value') && has('averageValue'))
    return found(['value'], 'only one of value, averageValue may be given');
  return has('value') || has('averageValue') ? [] : found(['averageValue'], 'one of value, averageValue must be given');
}

function targetIsPositive(target: YamlMap): RuleFinding[] {
  return ['averageValue', 'value'].flatMap(name =>
    at(target, name) !== undefined && amountOf(String(target[name])) <= 0
      ? found([name], `${String(target[name])}: it must be more than 0`)
      : [],
  );
}
