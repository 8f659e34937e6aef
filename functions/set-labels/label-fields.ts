import { ByType } from '../../lib/krm/by-type';
import { type Field, FieldTree } from '../../lib/krm/field-tree';
import { type GroupVersionKind, type KindMatch, matchesKind } from '../../lib/krm/gvk';

/**
 * Where Kubernetes kinds carry labels. `create`: labels are added there; otherwise only keys
 * that stand there already get the new value, so that a selector never selects less than its author meant.
 *
 * The table is that of the catalog's set-labels, with groups matched exactly: a Knative Service
 * (`serving.knative.dev`) has no `spec.selector`, and the catalog's function adds one to it.
 */
export interface LabelField extends Field {
  kinds: readonly KindMatch[];
  create: boolean;
  /** Labels are added only where this mapping is there: a template that is not there is not made up. */
  within?: readonly string[];
  /** It chooses objects by their labels. */
  isSelector?: boolean;
  /** The API server lets nobody change it once the object exists. */
  isImmutable?: boolean;
  /** The selector of the same object that must go on to choose what has these labels. */
  selectedBy?: readonly string[];
}

/** What becomes of selectors: labels are added to them, only keys they have get new values, or they stay as they are. */
export type SelectorMode = 'create' | 'existing' | 'never';

/** A field of the user's, as kustomize and the catalog spell them: steps with `/` in between, `[]` behind a list. */
export interface AdditionalLabelField extends KindMatch {
  path: string;
  create: boolean;
}

const SERVICE = { group: '', version: 'v1', kind: 'Service' };
const REPLICATION_CONTROLLER = { group: '', version: 'v1', kind: 'ReplicationController' };
/** `apps`, and the groups these kinds had before it. */
const CONTROLLERS = ['Deployment', 'ReplicaSet', 'DaemonSet'].flatMap(kind =>
  ['apps', 'extensions'].map(group => ({ group, kind })),
);
const STATEFUL_SET = { group: 'apps', kind: 'StatefulSet' };
const JOB = { group: 'batch', kind: 'Job' };
const CRON_JOB = { group: 'batch', kind: 'CronJob' };
const POD_DISRUPTION_BUDGET = { group: 'policy', kind: 'PodDisruptionBudget' };
const NETWORK_POLICY = { group: 'networking.k8s.io', kind: 'NetworkPolicy' };

const MATCH_LABELS = ['spec', 'selector', 'matchLabels'];

/** Label selectors inside a Pod: they choose among Pods, so only keys they name already follow. */
const POD_SELECTORS = [
  ['topologySpreadConstraints', '*', 'labelSelector', 'matchLabels'],
  ...['podAffinity', 'podAntiAffinity'].flatMap(affinity => [
    [
      'affinity',
      affinity,
      'preferredDuringSchedulingIgnoredDuringExecution',
      '*',
      'podAffinityTerm',
      'labelSelector',
      'matchLabels',
    ],
    ['affinity', affinity, 'requiredDuringSchedulingIgnoredDuringExecution', '*', 'labelSelector', 'matchLabels'],
  ]),
];

const LABEL_FIELDS: readonly LabelField[] = [
  { kinds: [{}], path: ['metadata', 'labels'], create: true },
  { kinds: [SERVICE, REPLICATION_CONTROLLER], path: ['spec', 'selector'], create: true, isSelector: true },
  {
    kinds: [...CONTROLLERS, STATEFUL_SET],
    path: MATCH_LABELS,
    create: true,
    isSelector: true,
    isImmutable: true,
  },
  { kinds: [JOB], path: MATCH_LABELS, create: false, isSelector: true, isImmutable: true },
  { kinds: [POD_DISRUPTION_BUDGET], path: MATCH_LABELS, create: false, isSelector: true },
  { kinds: [NETWORK_POLICY], path: ['spec', 'podSelector', 'matchLabels'], create: false, isSelector: true },
  ...podFields([REPLICATION_CONTROLLER], ['spec', 'template'], ['spec', 'selector']),
  ...podFields([...CONTROLLERS, STATEFUL_SET, JOB], ['spec', 'template'], MATCH_LABELS),
  {
    kinds: [CRON_JOB],
    path: ['spec', 'jobTemplate', 'metadata', 'labels'],
    create: true,
    within: ['spec', 'jobTemplate'],
  },
  { kinds: [CRON_JOB], path: ['spec', 'jobTemplate', ...MATCH_LABELS], create: false, isSelector: true },
  ...podFields([CRON_JOB], ['spec', 'jobTemplate', 'spec', 'template'], ['spec', 'jobTemplate', ...MATCH_LABELS]),
  { kinds: [STATEFUL_SET], path: ['spec', 'volumeClaimTemplates', '*', 'metadata', 'labels'], create: true },
  {
    kinds: [STATEFUL_SET],
    path: ['spec', 'volumeClaimTemplates', '*', 'selector', 'matchLabels'],
    create: false,
    isSelector: true,
  },
  ...['from', 'to'].map(peers => ({
    kinds: [NETWORK_POLICY],
    path: ['spec', peers === 'from' ? 'ingress' : 'egress', '*', peers, '*', 'podSelector', 'matchLabels'],
    create: false,
    isSelector: true,
  })),
];

function podFields(
  kinds: readonly KindMatch[],
  template: readonly string[],
  selectedBy: readonly string[],
): LabelField[] {
  return [
    { kinds, path: [...template, 'metadata', 'labels'], create: true, within: template, selectedBy },
    ...POD_SELECTORS.map(path => ({ kinds, path: [...template, 'spec', ...path], create: false, isSelector: true })),
  ];
}

/** Where labels go in objects of each type; looked up once per type, not once per object. */
export class LabelFields {
  private readonly fields: readonly LabelField[];
  private readonly byType = new ByType(
    (object: GroupVersionKind & { apiVersion: string }) =>
      new FieldTree(this.fields.filter(field => field.kinds.some(match => matchesKind(object, match)))),
  );

  constructor(selectors: SelectorMode, additional: readonly AdditionalLabelField[]) {
    const all = [...LABEL_FIELDS, ...additional.map(readField)];
    if (selectors === 'create') this.fields = all;
    else if (selectors === 'never') this.fields = all.filter(({ isSelector }) => !isSelector);
    else this.fields = all.map(field => (field.isSelector ? { ...field, create: false } : field));
  }

  of(object: GroupVersionKind & { apiVersion: string }): FieldTree<LabelField> {
    return this.byType.of(object);
  }
}

function readField({ path, create, ...kind }: AdditionalLabelField): LabelField {
  const steps = path
    .split(/(?<!\\)\//)
    .map(step => step.replaceAll('\\/', '/'))
    .flatMap(step => (step.endsWith('[]') ? [step.slice(0, -2), '*'] : [step]));
  const last = steps.at(-1);
  return { kinds: [kind], path: steps, create, isSelector: last === 'selector' || last === 'matchLabels' };
}
