import { SOURCE_ANNOTATION } from '../../lib/kinds/names';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Finding, Report } from '../../lib/krm/report';
import type { ResultValue } from '../../lib/krm/result';
import type { ValidationAction } from '../../lib/policy/binding';
import type { Objection } from '../../lib/policy/enforcement';
import { formatPath, type Path } from '../../lib/yaml/path';
import { valueInside, type YamlValue } from '../../lib/yaml/value';
import type { Subject } from './subjects';

/** How much of an expression a message shows. */
const MAX_EXPRESSION = 300;

/** What becomes of an objection. */
interface Outcome {
  readonly action: ValidationAction;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly count: 'denied' | 'warned' | 'audited';
  /** In the words of the API server, if it has any. */
  said(objection: Objection): string;
}

/** The first whose action a binding has counts. Source: `Dispatch` of k8s.io/apiserver, pkg/admission/plugin/policy/validating. */
const OUTCOMES: readonly Outcome[] = [
  {
    action: 'Deny',
    code: 'POLICY_DENIED',
    severity: 'error',
    count: 'denied',
    said({ policy, binding, message }) {
      const by = binding ? ` with binding '${binding.name}'` : '';
      return `ValidatingAdmissionPolicy '${policy.name}'${by} denied request: ${message}`;
    },
  },
  {
    action: 'Warn',
    code: 'POLICY_WARNED',
    severity: 'warning',
    count: 'warned',
    said: ({ policy, binding, message }) =>
      `Validation failed for ValidatingAdmissionPolicy '${policy.name}' with binding '${binding?.name}': ${message}`,
  },
  {
    action: 'Audit',
    code: 'POLICY_AUDITED',
    severity: 'info',
    count: 'audited',
    said: ({ policy, binding, message }) =>
      `ValidatingAdmissionPolicy '${policy.name}' with binding '${binding?.name}' notes in the audit log: ${message}`,
  },
];

/** Reports what policies have against objects, as their bindings want it, in the words of the API server. */
export class ObjectionReport {
  readonly counts = { denied: 0, warned: 0, audited: 0 };
  private readonly undecided = new Map<string, Undecided>();

  constructor(private readonly report: Report) {}

  add(objection: Objection, subject: Subject): void {
    if (objection.verdict === 'unknown') this.noteUndecided(objection, subject.object);
    else {
      const { object } = subject;
      this.addAs(objection.actions, object, ({ said }) => this.finding(said(objection), objection, subject));
    }
  }

  /** What a rule that is none of the cluster's has against an object, with the severity of a policy's. */
  addOwn(actions: readonly ValidationAction[], object: KubeObject, finding: Omit<Finding, 'code' | 'object'>): void {
    this.addAs(actions, object, () => finding);
  }

  /** Says what could not be decided, once for each policy and binding. */
  reportUndecided(): void {
    for (const { objection, objects } of this.undecided.values()) {
      const { policy, binding, message } = objection;
      const [first] = objects;
      const more = objects.size > 1 ? ` and ${objects.size - 1} more` : '';
      const text = `the policy ${policy.name} with binding ${binding?.name ?? '(none)'} cannot be decided before there is a request: it asks for ${message}, which only the API server knows (${first?.kind} ${first?.name}${more}); test it on a cluster`;
      const tags = tagsOf(objection);
      this.report.warning({ code: 'NOT_DECIDABLE', message: text, object: first, tags });
    }
  }

  private addAs(
    actions: readonly ValidationAction[],
    object: KubeObject,
    find: (outcome: Outcome) => Omit<Finding, 'code' | 'object'>,
  ): void {
    const outcome = OUTCOMES.find(({ action }) => actions.includes(action));
    if (!outcome) return;
    this.counts[outcome.count]++;
    this.report.addIfShown(outcome.severity, object, () => ({ code: outcome.code, object, ...find(outcome) }));
  }

  private finding(said: string, objection: Objection, { object, request, what, placeOf }: Subject) {
    const place = objection.path?.();
    const path = place && placeOf(place);
    const current = path && scalarAt(object, path);
    const byDefault = place && path && !object.has(path) ? valueInside(request.object, place) : undefined;
    const message = `${said}${what === '' ? '' : ` (${what})`}${expectation(objection, object, path, byDefault)}`;
    return { message, path, current, tags: tagsOf(objection) };
  }

  private noteUndecided(objection: Objection, object: KubeObject): void {
    const key = JSON.stringify([objection.policy.name, objection.binding?.name, objection.message]);
    const known = this.undecided.get(key);
    if (known) known.objects.add(object);
    else this.undecided.set(key, { objection, objects: new Set([object]) });
  }
}

interface Undecided {
  readonly objection: Objection;
  readonly objects: Set<KubeObject>;
}

/** What was expected, who says so, and how to mend it. */
function expectation(
  { policy, validation, isError, message }: Objection,
  object: KubeObject,
  path: Path | undefined,
  byDefault: YamlValue | undefined,
): string {
  const expression = validation === undefined ? undefined : policy.validations[validation]?.expression;
  const isSaid = expression !== undefined && message.includes(expression.trim());
  const expected = expression === undefined || isSaid ? '' : `; expected ${shortened(expression)}`;
  const isSet = byDefault !== undefined && byDefault !== null && typeof byDefault !== 'object';
  const change = `${changeOf(path)}${isSet ? `, ${String(byDefault)} by default` : ''}`;
  return `${expected} (policy in ${policy.origin}): ${isError ? 'change the policy, or ' : ''}${change}${madeFrom(object)}; or exempt it in the config with a reason`;
}

/** An object that must not be of its kind can only go. */
function changeOf(path: Path | undefined): string {
  if (path?.length === 1 && (path[0] === 'kind' || path[0] === 'apiVersion')) return 'leave the object out';
  return `change ${path ? formatPath(path) : 'the object'}`;
}

/** What is generated is mended where it comes from: its own file is written anew. */
function madeFrom(object: KubeObject): string {
  const source = object.annotations.get(SOURCE_ANNOTATION);
  return source === undefined ? '' : ` by way of ${source}, which it is made from`;
}

function scalarAt(object: KubeObject, path: Path): ResultValue | undefined {
  const value = object.kindAt(path) === 'scalar' ? object.get(path) : undefined;
  return value === null || typeof value !== 'object' ? value : undefined;
}

function shortened(expression: string): string {
  const line = expression.trim().replace(/\s+/g, ' ');
  return line.length <= MAX_EXPRESSION ? line : `${line.slice(0, MAX_EXPRESSION)}…`;
}

function tagsOf({ policy, binding, validation, reason }: Objection): Record<string, string> {
  const ruleName = validation === undefined ? undefined : policy.validations[validation]?.name;
  return {
    policy: policy.name,
    ...(binding && { binding: binding.name }),
    ...(validation !== undefined && { rule: String(validation) }),
    ...(ruleName !== undefined && { ruleName }),
    ...(reason !== '' && { reason }),
  };
}
