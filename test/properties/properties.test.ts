import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { setLabels } from '../../functions/set-labels/function';
import { evaluate, type KrmFunction } from '../../lib/krm/function';
import { fc } from '../support/fast-check';
import { FUNCTIONS } from '../support/functions';
import { configMap, type Data, withConfig } from '../support/run';
import { packageText } from './packages';

/** What every function promises, checked over generated packages by an independent parser (P1, P2, P4, P7). */

const LABELS = { env: 'prod', 'app.kubernetes.io/part-of': 'x' };
/** The function configs, of functions that need one. */
const CONFIGS: Record<string, string> = {
  'policy-enforcer': configMap({ packs: '[{name: pss-restricted}, {name: guardrails}]' }),
  'set-labels': configMap(LABELS),
  'set-namespace': configMap({ namespace: 'prod', namespaceMatcher: 'ns' }),
};
/** Functions that judge: what they are given may fail, and comes out as it was. */
const VALIDATORS = ['policy-enforcer', 'validate-schema'];
/** Functions that move objects to a namespace, and what refers to them. */
const MOVERS = ['set-namespace', 'set-target-site'];
const RUNS = { numRuns: 150 };

interface Item {
  text: string;
  data: Data;
}

const read = (text: string): Data => parse(text, { schema: 'failsafe', logLevel: 'silent' });

/** The items of a list: their text, and what the oracle reads in it. */
function itemsOf(list: string): Item[] {
  const start = list.indexOf('\nitems:\n') + '\nitems:\n'.length;
  const end = /^(?:functionConfig|results):/m.exec(list.slice(start))?.index ?? list.length - start;
  const texts = list.slice(start, start + end).split(/^(?=- )/m);
  return texts.map(text => ({ text, data: read(text)[0] }));
}

function apply(krmFunction: KrmFunction<never>, config: string | undefined, list: string): string {
  const input = withConfig(list, config);
  const { stdout, exitCode, stderr } = evaluate(krmFunction, Buffer.from(input));
  if (VALIDATORS.includes(krmFunction.name)) {
    expect(stdout.toString().startsWith(input)).toBe(true);
    expect(exitCode === 1).toBe(/^ {2}severity: error$/m.test(stdout.subarray(Buffer.byteLength(input)).toString()));
    return stdout.toString();
  }
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout.toString();
}

const nameOf = ({ data }: Item): string => `${data.kind} ${data.metadata.name}`;
const annotationsOf = (data: Data): Record<string, string> => data.metadata.annotations ?? {};
const isGenerated = ({ data }: Item) => annotationsOf(data)['intent.nephio.org/generated-by'] !== undefined;
const commentsIn = (text: string): string[] => text.split('\n').flatMap(line => /^\s*(#.*)$/.exec(line)?.[1] ?? []);

/** Whether annotations or labels of the one are gone in the other: un-parked, or stamps taken off. */
function losesEntries(before: Item, after: Item): boolean {
  const keys = ({ data }: Item) => [...Object.keys(annotationsOf(data)), ...Object.keys(data.metadata.labels ?? {})];
  const kept = new Set(keys(after));
  return keys(before).some(key => !kept.has(key));
}

/** Without what functions own, by their READMEs. */
function withoutOwned(data: Data): Data {
  const { status: _status, info: _info, ...rest } = structuredClone(data);
  const { labels, annotations, namespace: _namespace, ...metadata } = rest.metadata;
  const foreign = (map: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(map).filter(
        ([key]) =>
          !(key in LABELS) &&
          !/^(?:intent\.nephio\.org\/parked|config\.kubernetes\.io\/local-config|nephio\.org\/cluster-name|deployment\.nephio\.org\/site)$/.test(
            key,
          ),
      ),
    );
  return { ...rest, metadata: { ...metadata, labels: foreign(labels), annotations: foreign(annotations) } };
}

/** Without the namespaces that references have. */
function withoutPlaces({ metadata, ...rest }: Data): Data {
  const { 'config.kubernetes.io/depends-on': dependsOn, ...annotations } = metadata.annotations;
  const references = dependsOn?.replaceAll(/(?<=\/namespaces\/)[^/]+/g, '');
  const text = JSON.stringify(rest, (key, value) => (key === 'namespace' ? undefined : value));
  return { ...JSON.parse(text), metadata: { ...metadata, annotations }, references };
}

describe.each(FUNCTIONS.map(each => [each.name, each] as const))('%s', (name, krmFunction) => {
  const config = CONFIGS[name];
  test('P1: what it does not change, it gives back byte for byte; comments stay', () => {
    fc.assert(
      fc.property(packageText, list => {
        const after = new Map(itemsOf(apply(krmFunction, config, list)).map(item => [nameOf(item), item]));
        for (const before of itemsOf(list)) {
          const item = after.get(nameOf(before));
          if (!item) continue;
          if (JSON.stringify(item.data) === JSON.stringify(before.data)) expect(item.text).toBe(before.text);
          // A comment goes only with the entry it belongs to.
          if (!losesEntries(before, item))
            expect(commentsIn(item.text)).toEqual(expect.arrayContaining(commentsIn(before.text)));
        }
      }),
      RUNS,
    );
  });

  test('P2: it is deterministic, and a second run changes no item', () => {
    fc.assert(
      fc.property(packageText, list => {
        const once = apply(krmFunction, config, list);
        expect(apply(krmFunction, config, list)).toBe(once);
        const items = itemsOf(once).map(item => item.text);
        const again = apply(krmFunction, config, `${list.slice(0, list.indexOf('items:'))}items:\n${items.join('')}`);
        expect(itemsOf(again).map(item => item.text)).toEqual(items);
      }),
      RUNS,
    );
  });

  test('P4: a run that fails gives all items back as they came', () => {
    fc.assert(
      fc.property(packageText, list => {
        const broken = withConfig(list, 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: no-config\n');
        const { stdout, exitCode } = evaluate(krmFunction, Buffer.from(broken));
        expect(exitCode).toBe(1);
        expect(stdout.toString().startsWith(broken)).toBe(true);
        expect(read(stdout.toString()).results[0].severity).toBe('error');
      }),
      { numRuns: 30 },
    );
  });

  test('P7: it keeps what is not its own, and deletes only what this library generated', () => {
    fc.assert(
      fc.property(packageText, list => {
        const after = new Map(itemsOf(apply(krmFunction, config, list)).map(item => [nameOf(item), item]));
        for (const before of itemsOf(list)) {
          const item = after.get(nameOf(before));
          if (!item)
            expect({ deleted: nameOf(before), generated: isGenerated(before) }).toMatchObject({ generated: true });
          else if (isUntouchable(name, before)) expect(item.text).toBe(before.text);
          else if (MOVERS.includes(name))
            expect(withoutPlaces(withoutOwned(item.data))).toEqual(withoutPlaces(withoutOwned(before.data)));
          else if (name !== 'set-labels') expect(withoutOwned(item.data)).toEqual(withoutOwned(before.data));
        }
      }),
      RUNS,
    );
  });
});

/** Local config that no function of this library parked, and the Kptfile, where only set-target-site has a condition. */
function isUntouchable(name: string, { data }: Item): boolean {
  const annotations = annotationsOf(data);
  const isParked = annotations['intent.nephio.org/parked'] !== undefined;
  if (annotations['config.kubernetes.io/local-config'] === 'true') return !isParked;
  return data.kind === 'Kptfile' && name !== 'set-target-site';
}

describe('set-labels', () => {
  test('edits what an independent implementation of the catalog table edits', () => {
    fc.assert(
      fc.property(packageText, list => {
        const expected = itemsOf(list).map(({ data }) => labelled(data));
        expect(
          itemsOf(apply(setLabels as KrmFunction<never>, configMap(LABELS), list)).map(({ data }) => data),
        ).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

/** set-labels over plain data, written down once more from the documentation. */
function labelled(data: Data): Data {
  const local = annotationsOf(data)['config.kubernetes.io/local-config'] === 'true';
  if (local || data.kind === 'Kptfile' || data.metadata.name === 'kptfile.kpt.dev') return data;
  const copy = structuredClone(data);
  copy.metadata.labels = { ...copy.metadata.labels, ...LABELS };
  labelKind(copy, `${copy.apiVersion} ${copy.kind}`, copy.spec);
  return copy;
}

function labelKind(copy: Data, type: string, spec: Data): void {
  if (type === 'v1 Service') copy.spec = { ...spec, selector: { ...spec?.selector, ...LABELS } };
  if (/^apps\/v1 /.test(type)) {
    copy.spec = {
      ...spec,
      selector: { ...spec?.selector, matchLabels: { ...spec?.selector?.matchLabels, ...LABELS } },
    };
  }
  if (/^(?:batch\/v1 Job|policy\/v1 PodDisruptionBudget)$/.test(type)) update(spec?.selector?.matchLabels);
  if (/^(?:apps\/v1 .*|batch\/v1 Job)$/.test(type)) labelTemplate(spec?.template);
  if (type === 'batch/v1 CronJob') labelJobTemplate(spec?.jobTemplate);
  if (type === 'apps/v1 StatefulSet') for (const claim of spec?.volumeClaimTemplates ?? []) addTo(claim);
  if (type === 'networking.k8s.io/v1 NetworkPolicy') labelPeers(spec);
}

function labelJobTemplate(jobTemplate: Data): void {
  if (!jobTemplate) return;
  addTo(jobTemplate);
  labelTemplate(jobTemplate.spec?.template);
}

function labelPeers(spec: Data): void {
  update(spec.podSelector?.matchLabels);
  for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    for (const peer of [...(rule.from ?? []), ...(rule.to ?? [])]) update(peer.podSelector?.matchLabels);
  }
}

function labelTemplate(template: Data): void {
  if (!template) return;
  addTo(template);
  const { topologySpreadConstraints = [], affinity } = template.spec ?? {};
  for (const constraint of topologySpreadConstraints) update(constraint.labelSelector?.matchLabels);
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    for (const term of affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [])
      update(term.labelSelector?.matchLabels);
    for (const term of affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [])
      update(term.podAffinityTerm?.labelSelector?.matchLabels);
  }
}

function addTo(object: Data): void {
  object.metadata = { ...object.metadata, labels: { ...object.metadata?.labels, ...LABELS } };
}

function update(map: Data): void {
  for (const [key, value] of Object.entries(LABELS)) if (map && Object.hasOwn(map, key)) map[key] = value;
}
