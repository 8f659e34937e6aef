import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { policyEnforcer } from '../../functions/policy-enforcer/function';
import { splitDocuments } from '../../tools/render/package-folder';
import { type Data, listOf, run } from '../support/run';
import { suiteJudge } from './apiserver/suite-judge';

/** The policies that our pages and examples show, taken from there: a real API server takes them as they are. */

const README = 'functions/policy-enforcer/README.md';
const EXAMPLES = readdirSync('Kptfile-examples').filter(name => name.startsWith('policy-enforcer'));
const GROUP = 'admissionregistration.k8s.io/v1';

interface Shown {
  page: string;
  object: Data;
}

/** The objects that a document has for a cluster: itself, or the lists of a config. */
function objectsOf(page: string, document: Data): Shown[] {
  const own = document?.apiVersion === GROUP ? [document] : [];
  const lists = ['policies', 'bindings', 'params', 'crds'].flatMap(key => document?.[key] ?? []);
  // How the config chooses sites is none of the cluster's business.
  return [...own, ...lists].map(({ siteSelector: _, ...object }) => ({ page, object }));
}

function shownInReadme(): Shown[] {
  const blocks = readFileSync(README, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, block]) => objectsOf(README, parse(block as string)));
}

function shownInExample(name: string): Shown[] {
  const folder = join('Kptfile-examples', name);
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml'));
  return files.flatMap(file => {
    const page = join(folder, file);
    return splitDocuments(readFileSync(page, 'utf8')).flatMap(text => objectsOf(page, parse(text)));
  });
}

const examples = EXAMPLES.map(name => ({ name, shown: shownInExample(name) }));
const shown = [...shownInReadme(), ...examples.flatMap(example => example.shown)];
const titleOf = ({ page, object }: Shown) => `${page}: ${object.kind} ${object.metadata.name}`;

test('there are policies, bindings and parameters to ask about', () => {
  const kinds = shown.map(({ object }) => object.kind);
  for (const kind of ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ConfigMap']) {
    expect(kinds).toContain(kind);
  }
  expect(new Set(shown.map(({ page }) => page)).size).toBeGreaterThan(2);
});

describe('by itself', () => {
  const judge = suiteJudge();

  test.each(shown.map(one => [titleOf(one), one.object] as const))('%s', async (_title, object) => {
    expect(await judge().verdict(object)).toMatchObject({ verdict: 'accepted', message: '', warnings: [] });
  });
});

/** What is shown, in a cluster and in a package. */
describe.each([
  {
    page: README,
    objects: shownInReadme().filter(({ object }) => object.metadata.name === 'few-replicas'),
    judged: deployment(6),
    said: "ValidatingAdmissionPolicy 'few-replicas' with binding 'few-replicas' denied request: failed expression: object.spec.replicas <= 5",
  },
  {
    page: 'Kptfile-examples/policy-enforcer',
    objects: shownInExample('policy-enforcer'),
    judged: {
      ...deployment(1).spec.template,
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'upf', namespace: 'core' },
    },
    said: "ValidatingAdmissionPolicy 'images' with binding 'images' denied request: images come from registry.example.com",
  },
  {
    page: 'Kptfile-examples/policy-enforcer-sites',
    // At a site of the first parameters.
    objects: firstOfEach(shownInExample('policy-enforcer-sites')),
    judged: deployment(3),
    said: "ValidatingAdmissionPolicy 'capacity' with binding 'capacity' denied request: replicas: this site has room for 2",
  },
])('$page, in effect', ({ objects, judged, said }) => {
  const judge = suiteJudge();
  beforeAll(async () => {
    await judge().ensureNamespace('core');
    await judge().setUp(objects.map(({ object }) => object));
  }, 60_000);

  test('denies what the function denies, in the same words', async () => {
    const { verdict, message } = await judge().verdict(judged);
    expect({ verdict, said: message.replace(/^.*? is forbidden: /, '') }).toEqual({ verdict: 'refused', said });
    const documents = [judged, ...objects.map(({ object }) => local(object))].map(each => JSON.stringify(each));
    const { results } = run(policyEnforcer, listOf(documents));
    const errors = results.filter(({ severity }) => severity === 'error');
    expect(errors.map(error => error.message.startsWith(said))).toEqual([true]);
  });
});

/** Without what is for other sites. */
function firstOfEach(all: readonly Shown[]): Shown[] {
  return [...new Map([...all].reverse().map(one => [titleOf(one), one])).values()];
}

function deployment(replicas: number): Data {
  const template = { metadata: { labels: { app: 'upf' } }, spec: { containers: [{ name: 'upf', image: 'upf:1' }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'upf', namespace: 'core' },
    spec: { replicas, selector: { matchLabels: { app: 'upf' } }, template },
  };
}

/** There already, and not to be judged itself. */
function local({ metadata, ...object }: Data): Data {
  const annotations = { ...metadata.annotations, 'config.kubernetes.io/local-config': 'true' };
  return { ...object, metadata: { ...metadata, annotations } };
}
