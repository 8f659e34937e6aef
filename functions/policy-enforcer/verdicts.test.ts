import { describe, expect, test } from '@jest/globals';
import { binding, denial, deployment, policy, said } from '../../test/support/policies';

const FEW = 'object.spec.replicas <= 2';

/** What is said of a Deployment with three replicas. */
function saidOf(expression: string | object[], spec: object = {}, bindingSpec: object = {}): string[] {
  return said([policy(expression, spec), binding(bindingSpec), deployment()]);
}

describe('messages', () => {
  test.each([
    [{ expression: FEW }, `failed expression: ${FEW}`],
    [{ expression: ` ${FEW}\n` }, `failed expression: ${FEW}`],
    [{ expression: FEW, message: ' at most two ' }, 'at most two'],
    [{ expression: FEW, messageExpression: "' ' + string(object.spec.replicas) + ' are too many '" }, '3 are too many'],
    // What an expression for a message cannot give: an error, a blank, more than one line, too much.
    [{ expression: FEW, messageExpression: "'\\u0085\\ufeffToo many\\u00a0'" }, '\ufeffToo many'],
    [{ expression: FEW, message: 'm', messageExpression: 'string(object.missing)' }, 'm'],
    [{ expression: FEW, message: 'm', messageExpression: "' '" }, 'm'],
    [{ expression: FEW, message: 'm', messageExpression: "'a\\nb'" }, 'm'],
    [{ expression: FEW, message: 'm', messageExpression: `'${'x'.repeat(5121)}'` }, 'm'],
    [{ expression: FEW, message: 'm', messageExpression: 'request.userInfo.username' }, 'm'],
  ])('%j: %s', (validation, message) => {
    expect(saidOf([validation])).toEqual([denial(message)]);
  });

  test('of every validation that fails', () => {
    expect(saidOf([{ expression: 'false', message: 'one' }, { expression: 'true' }, { expression: FEW }])).toEqual([
      denial('one'),
      denial(`failed expression: ${FEW}`),
    ]);
  });
});

describe('errors follow the failure policy', () => {
  test.each([
    ['object.spec.missing == 1', "expression 'object.spec.missing == 1' resulted in error: no such key: missing"],
    ['1 / 0 == 1', "expression '1 / 0 == 1' resulted in error: division by zero"],
  ])('%s', (expression, message) => {
    expect(saidOf(expression)).toEqual([denial(message)]);
    expect(saidOf(expression, { failurePolicy: 'Ignore' })).toEqual([]);
  });

  test('a validation that is false denies whatever the failure policy is', () => {
    expect(saidOf(FEW, { failurePolicy: 'Ignore' })).toEqual([denial(`failed expression: ${FEW}`)]);
  });

  test('an audit annotation without a value denies, though the binding does not', () => {
    const valueExpression = 'string(object.missing)';
    const audit = { validations: undefined, auditAnnotations: [{ key: 'k', valueExpression }] };
    expect(saidOf('true', audit, { validationActions: ['Audit'] })).toEqual([
      denial(`expression '${valueExpression}' resulted in error: no such key: missing`),
    ]);
    expect(saidOf('true', { ...audit, failurePolicy: 'Ignore' })).toEqual([]);
    audit.auditAnnotations[0] = { key: 'k', valueExpression: "'fine'" };
    expect(saidOf('true', audit)).toEqual([]);
  });
});

describe('actions of a binding', () => {
  const failed = `failed expression: ${FEW}`;
  test.each([
    [['Deny'], [denial(failed)]],
    [['Deny', 'Audit'], [denial(failed)]],
    [['Warn'], [`warning: Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': ${failed}`]],
    [['Warn', 'Audit'], [`warning: Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': ${failed}`]],
    [['Audit'], [`info: ValidatingAdmissionPolicy 'p' with binding 'b' notes in the audit log: ${failed}`]],
  ])('%j', (validationActions, expected) => {
    expect(saidOf(FEW, {}, { validationActions })).toEqual(expected);
  });
});

describe('variables', () => {
  const variables = [
    { name: 'replicas', expression: 'object.spec.replicas' },
    { name: 'isMany', expression: 'variables.replicas > 2' },
    { name: 'broken', expression: '1 / 0' },
    { name: 'later', expression: "'x'" },
  ];

  test.each([
    ['!variables.isMany', 'failed expression: !variables.isMany'],
    [
      'variables.broken == 1',
      `expression 'variables.broken == 1' resulted in error: composited variable "broken" fails to evaluate: division by zero`,
    ],
  ])('%s', (expression, message) => {
    expect(saidOf(expression, { variables })).toEqual([denial(message)]);
  });

  test('are evaluated when they are read only', () => {
    expect(saidOf("variables.later == 'x' || variables.broken == 1", { variables })).toEqual([]);
  });

  test('may be of types of their own', () => {
    const own = [
      { name: 'memory', expression: "quantity('1Gi')" },
      { name: 'maybe', expression: 'object.?spec.?replicas' },
    ];
    const expression = "variables.memory.isLessThan(quantity('2Gi')) && variables.maybe.orValue(0) == 3";
    expect(saidOf(expression, { variables: own })).toEqual([]);
  });
});

describe('match conditions', () => {
  const conditions = (...expressions: string[]) => ({
    matchConditions: expressions.map((expression, i) => ({ name: `c${i}`, expression })),
  });
  const divided = "expression '1 / 0 == 1' resulted in error: division by zero";

  test('one that is false makes up for errors of others', () => {
    expect(saidOf('false', conditions('1 / 0 == 1', 'object.spec.replicas > 3'))).toEqual([]);
  });

  test('their errors follow the failure policy', () => {
    expect(saidOf('false', conditions('true', '1 / 0 == 1'))).toEqual([denial(divided)]);
    expect(saidOf('false', conditions('1 / 0 == 1', '2 / 0 == 1'))).toEqual([
      denial(`[${divided}, ${divided.replace('1 / 0', '2 / 0')}]`),
    ]);
    expect(saidOf('false', { ...conditions('1 / 0 == 1'), failurePolicy: 'Ignore' })).toEqual([]);
  });

  test('they have no namespace', () => {
    expect(saidOf('true', conditions('namespaceObject.metadata.name == "a"'))).toEqual([
      denial(`expression 'namespaceObject.metadata.name == "a"' resulted in error: no such key: metadata`),
    ]);
  });
});

describe('the request', () => {
  test.each([
    "request.operation == 'CREATE' && oldObject == null && !request.dryRun",
    "request.kind.group + '/' + request.kind.version + '.' + request.kind.kind == 'apps/v1.Deployment'",
    "request.resource.resource == 'deployments' && request.requestResource.group == 'apps'",
    "request.name == 'web' && request.namespace == 'core' && !has(request.subResource)",
    "namespaceObject.metadata.name == 'core' && namespaceObject.status.phase == 'Active'",
    "namespaceObject.metadata.labels['kubernetes.io/metadata.name'] == 'core'",
  ])('%s', expression => {
    expect(said([policy(expression), binding(), deployment({}, { namespace: 'core' })])).toEqual([]);
  });

  test('of kpt’s bookkeeping nothing is seen', () => {
    const annotations = {
      'config.kubernetes.io/path': 'web.yaml',
      'internal.config.kubernetes.io/index': '0',
      'config.k8s.io/id': '1',
    };
    const documents = [policy('!has(object.metadata.annotations)'), binding(), deployment({}, { annotations })];
    expect(said(documents)).toEqual([]);
    const other = deployment({}, { annotations: { ...annotations, own: 'yes' } });
    expect(said([policy("object.metadata.annotations == {'own': 'yes'}"), binding(), other])).toEqual([]);
  });
});

describe('costs', () => {
  const list = `[${Array(200).fill(1).join(', ')}]`;
  const cubic = `${list}.all(a, ${list}.all(b, ${list}.all(c, a + b + c > 0)))`;
  const exceeded = `expression '${cubic}' resulted in error: operation cancelled: actual cost limit exceeded`;

  test('a quadratic expression ends in an error', () => {
    expect(saidOf(cubic)).toEqual([denial(exceeded)]);
    expect(saidOf(cubic, { failurePolicy: 'Ignore' })).toEqual([]);
  });

  test('a hostile pattern takes as long as its text is, and ends in an error too', () => {
    const expression = "object.spec.texts.all(t, !t.matches('^((a*)*)*b$'))";
    const texts = Array(100).fill('a'.repeat(100_000));
    expect(said([policy(expression), binding(), deployment({ texts: texts.slice(0, 3) })])).toEqual([]);
    expect(said([policy(expression), binding(), deployment({ texts })])).toEqual([
      denial(`expression '${expression}' resulted in error: operation cancelled: actual cost limit exceeded`),
    ]);
  });

  test('validations share a budget', () => {
    const validations = Array.from({ length: 12 }, () => ({ expression: cubic }));
    const message = 'validation failed due to running out of cost budget, no further validation rules will be run';
    expect(saidOf(validations)).toEqual([denial(message)]);
  });
});
