import { describe, expect, test } from '@jest/globals';
import { input, render } from '../../test/support/expectations';
import { configMap, type Data, listOf, type Run, run } from '../../test/support/run';
import { intentsOf, objectsOf, SHAPE_PACKAGES, withIntents } from '../../test/support/shapes';
import { expectationToBundle } from './function';

const shapesOf = ({ results }: Run) =>
  results.flatMap(({ tags }) => (tags?.code === 'INTENT_READ' ? [tags.shape] : []));

const G = { intent: '5G network', requirements: { latency: '<1ms' } };

describe('shapes', () => {
  test('each input names its shape', () => {
    const shapes = SHAPE_PACKAGES.map(name => {
      const objects = objectsOf(name);
      return [
        name.replace('expectation-to-bundle', ''),
        ...shapesOf(render(...withIntents(objects, intentsOf(objects)))),
      ];
    });
    expect(shapes).toEqual([
      ['', '28.312 Rel-19'],
      ['-release-17', '28.312 Rel-17'],
      ['-shape-b', 'B (O-RAN function)'],
      ['-shape-c', 'C (source systems, documents)'],
      ['-shape-d', 'D (expectation list)'],
      ['-shape-e', 'E (source systems, with slice)'],
      ['-shape-g', 'G (business intent)'],
      ['-shape-h', 'H (per-site translator)'],
      ['-shape-i', 'I (IntentPlan)', 'I (NetworkIntent)', 'I (NetworkIntent)'],
      ['-shape-j', 'J (TMF921 JSON with expectations)', 'J (TMF921 JSON with qos)'],
      ['-source-system', 'A (source systems, code)', 'C (source systems, documents)'],
    ]);
  });

  test.each<[string, Data, string]>([
    ['JSON-LD', { '@context': {}, '@type': 'icm:Intent' }, 'JSON-LD'],
    ['a Turtle expression', { name: 'x', expression: { '@type': 'TurtleExpression', expressionValue: 'a' } }, 'Turtle'],
    ['RDF/XML of v4', { name: 'x', expression: { expressionLanguage: 'RDF-XML' } }, 'RDF/XML'],
    ['plain Turtle', '@prefix icm: <http://example.com/> .\nicm:a a icm:Intent .', 'Turtle'],
  ])('%s is refused by name', (_name, value, language) => {
    const { exitCode, results } = render(input(value));
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toContain(`standard TMF921 intent with a ${language} expression`);
    expect(results[0]?.tags?.code).toBe('TMF921_EXPRESSION');
  });
});

describe('JSON in ConfigMaps', () => {
  test('once and twice encoded', () => {
    const once = shapesOf(render(input(G)));
    expect(shapesOf(render(input(JSON.stringify(JSON.stringify(G)))))).toEqual(once);
    expect(once).toEqual(['G (business intent)']);
  });

  test('a list has a result, a name and a path for each item', () => {
    const { results, items } = render(input([G, G]));
    expect(results.filter(({ tags }) => tags?.code === 'INTENT_READ').map(({ field }) => field?.path)).toEqual([
      'data["expectation.json"][0]',
      'data["expectation.json"][1]',
    ]);
    expect(items.filter(({ kind }) => kind === 'RANBundle').map(({ spec }) => spec.expectationId)).toEqual([
      'input-1',
      'input-2',
    ]);
  });
});

describe('the function config', () => {
  test('carries an intent too', () => {
    const { items, exitCode } = run(expectationToBundle, listOf([], input(G, 'alone')));
    expect([exitCode, items.map(({ metadata }) => metadata.name)]).toEqual([
      0,
      ['expectation-alone', 'ran-bundle-alone', 'cn-bundle-alone', 'tn-bundle-alone'],
    ]);
  });

  test('counts once where kpt sends it as item too', () => {
    const { results, items } = run(expectationToBundle, listOf([input(G, 'both')], input(G, 'both')));
    expect([items.length, results.filter(({ tags }) => tags?.code === 'INTENT_READ').length]).toEqual([5, 1]);
  });

  test('is still settings where it carries none', () => {
    const { items } = run(expectationToBundle, listOf([input(G, 'a')], configMap({ namespace: 'x' })));
    expect(items[1].metadata.namespace).toBe('x');
  });
});

describe('signs and units', () => {
  const requirements = (latency: string) => ({ intent: 'x', requirements: { latency } });

  test('a sign in a value is its condition', () => {
    const [bundle] = render(input(requirements('>= 5 ms'))).items.filter(({ kind }) => kind === 'RANBundle');
    expect(bundle.spec.targets[0]).toMatchObject({ condition: 'IS_EQUAL_TO_OR_GREATER_THAN', value: '5 ms' });
  });

  test.each([
    ['OPERATOR_CONTRADICTS', { targetAttribute: 'latency', targetCondition: 'GREATER_THAN', targetValue: '<1ms' }],
    ['UNIT_UNKNOWN', { targetAttribute: 'throughput', targetCondition: 'GREATER_THAN', targetValue: '10MB/s' }],
    ['RATIO_AMBIGUOUS', { targetAttribute: 'availability', targetCondition: 'GREATER_THAN', targetValue: 0.999 }],
  ])('%s: %j', (code, intentExpectationTarget) => {
    const { exitCode, results } = render(
      input({
        intentExpectationId: 'a',
        intentExpectationType: 'ServicePerformance',
        intentExpectationTarget,
        intentExpectationObject: { objectType: 'RANFunction' },
      }),
    );
    expect([exitCode, results[0]?.tags?.code]).toEqual([1, code]);
  });
});
