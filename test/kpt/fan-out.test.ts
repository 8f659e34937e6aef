import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KptPackage } from '../support/kpt-package';
import { yaml } from '../support/yaml';

const BLUEPRINT = join(__dirname, '../../blueprints/network-slice');
const SITES = ['edge1', 'edge2', 'edge3', 'edge4'] as const;

/** The whole pipeline, with the functions that come after set-target-site. */
const kptfile = (mode: string) =>
  yaml`
  apiVersion: kpt.dev/v1
  kind: Kptfile
  metadata:
    name: network-slice
    annotations:
      config.kubernetes.io/local-config: "true"
  pipeline:
    mutators:
    - image: ghcr.io/intent-krm/expectation-to-bundle:v0.1.0
      configMap:
        outputs: "[bundles, NetworkSlice, ProvisioningRequest]"
    - image: ghcr.io/intent-krm/set-target-site:v0.1.0
      configMap:
        mode: ${mode}
    - image: ghcr.io/intent-krm/set-labels:v0.1.0
      configMap:
        app.kubernetes.io/part-of: network-slice
        example.com/site: CLUSTER.of.SITE
    - image: ghcr.io/intent-krm/set-namespace:v0.1.0
      configMap:
        namespace: slices
    - image: ghcr.io/intent-krm/apply-setters:v0.1.0
      configMap:
        mtu: "9000"
    validators:
    - image: ghcr.io/intent-krm/validate-schema:v0.1.0
`
    .replace('CLUSTER', `\${cluster}`)
    .replace('SITE', `\${site}`);

const BY_HAND = yaml`
  # For edge1 and edge2.
  apiVersion: v1
  kind: ConfigMap
  metadata: # about it
    name: both
    namespace: somewhere
    annotations:
      intent.nephio.org/target-sites: both
  data:
    mtu: "1500" # kpt-set: MTU_SETTER
    text: |
      a

        b
  ---
  # For the north.
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: north
    namespace: somewhere
    annotations:
      intent.nephio.org/target-sites: nephio.org/region=north,nephio.org/site-type in (edge)
  spec:
    selector:
      matchLabels: {app: north}
    template:
      metadata:
        labels: {app: north}
      spec:
        containers:
          - name: main # wide
            image: registry.example.com/main:v1
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: all, annotations: {intent.nephio.org/target-sites: all}}
  data: {a: 'b'}
`.replace('MTU_SETTER', `\${mtu}`);

/** Objects in one namespace, and in none, with what refers to them. */
const REFERRING = yaml`
  apiVersion: v1
  kind: Namespace
  metadata:
    name: intent-to-krm
    annotations: {intent.nephio.org/target-sites: all}
  ---
  apiVersion: v1
  kind: ServiceAccount
  metadata:
    name: agent
    annotations:
      intent.nephio.org/target-sites: all
      config.kubernetes.io/depends-on: /namespaces/intent-to-krm/ConfigMap/settings, /Namespace/intent-to-krm # first
  ---
  apiVersion: v1
  kind: ConfigMap
  metadata: {name: settings, namespace: 'intent-to-krm', annotations: {intent.nephio.org/target-sites: all}}
  ---
  apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRoleBinding
  metadata:
    name: agent
    annotations: {intent.nephio.org/target-sites: all}
  roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
  subjects:
  - {kind: ServiceAccount, name: agent, namespace: default} # its own
  - {kind: ServiceAccount, name: other, namespace: kube-system}
  ---
  apiVersion: admissionregistration.k8s.io/v1
  kind: ValidatingWebhookConfiguration
  metadata:
    name: agent.example.com
    annotations: {intent.nephio.org/target-sites: all}
  webhooks:
  - name: agent.example.com
    clientConfig:
      service:
        name: agent
        namespace: "intent-to-krm"
    sideEffects: None
    admissionReviewVersions: [v1]
`;

const packages: KptPackage[] = [];
afterAll(() => {
  for (const kptPackage of packages) kptPackage.remove();
});

function open(mode: string, site?: string): KptPackage {
  const kptPackage = new KptPackage(BLUEPRINT);
  packages.push(kptPackage);
  kptPackage.write('Kptfile', kptfile(mode));
  kptPackage.write('by-hand/objects.yaml', BY_HAND);
  const context = readFileSync(join(kptPackage.folder, 'package-context.yaml'), 'utf8');
  if (site) kptPackage.write('package-context.yaml', `${context}  site: ${site}\n`);
  kptPackage.commit('start');
  return kptPackage;
}

/** Lines, and parts of one, that say who made an object. */
const MADE_BY =
  /^ *intent\.nephio\.org\/(?:generated-by|role|source): .*\n|, intent\.nephio\.org\/(?:generated-by|role|source): [^,}\n]*/gm;

/** The texts of a folder's objects that go to a cluster, by file, without who made them. */
function applied(folder: string): Map<string, string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml'));
  const texts = files.sort().map((file): [string, string[]] => {
    const documents = readFileSync(join(folder, file), 'utf8').split(/^---\n/m);
    const own = documents.filter(text => /^apiVersion:/m.test(text) && !/local-config: "true"/.test(text));
    return [file, own.map(text => text.replace(MADE_BY, ''))];
  });
  return new Map(texts.filter(([, documents]) => documents.length > 0));
}

describe('one package for all sites, and one for each', () => {
  let fannedOut: KptPackage;
  beforeAll(() => {
    fannedOut = open('fan-out');
    expect(fannedOut.render()).toMatchObject({ status: 0 });
  }, 60_000);

  test.each(SITES)('have the same objects for %s, byte for byte', site => {
    const own = open('site', site);
    expect(own.render()).toMatchObject({ status: 0 });
    const objects = applied(own.folder);
    expect(objects.size).toBeGreaterThan(0);
    expect(applied(join(fannedOut.folder, `${site}-config`))).toEqual(objects);
  });

  test('apply nothing that lies outside of the folders', () => {
    const outside = [...applied(fannedOut.folder).keys()].filter(file => !/^edge\d-config\//.test(file));
    expect(outside).toEqual([]);
  });

  test('have no other site in the folder of one', () => {
    for (const site of SITES) {
      const text = [...applied(join(fannedOut.folder, `${site}-config`)).values()].flat().join('\n');
      const others = SITES.filter(other => other !== site);
      for (const other of others) {
        expect(text).not.toContain(`edge-cluster-0${other.slice(-1)}`);
        expect(text).not.toContain(`deployment.nephio.org/site: ${other}`);
        expect(text).not.toContain(`mnc: "0${other.slice(-1)}"`);
      }
    }
  });

  test('a second render changes nothing', () => {
    fannedOut.commit('rendered');
    expect(fannedOut.render()).toMatchObject({ status: 0 });
    expect(fannedOut.diff()).toBe('');
  });

  test('an intent that moves takes its copies along; what others put beside them stays', () => {
    const { folder } = fannedOut;
    const baseline = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: slices\n  labels: {a: b} # by hand\n';
    fannedOut.write('edge1-config/baseline/namespace.yaml', baseline);
    const rootSync =
      'apiVersion: configsync.gke.io/v1beta1\nkind: RootSync\nmetadata:\n  name: root-sync\n  namespace: config-management-system\n  annotations:\n    config.kubernetes.io/local-config: "true"\nspec:\n  sourceFormat: unstructured\n';
    fannedOut.write('edge1-config/rootsync.yaml', rootSync);
    fannedOut.write('edge1-config/README.md', 'edge1\n');
    const intent = readFileSync(join(folder, 'urllc-intent.yaml'), 'utf8');
    fannedOut.write('urllc-intent.yaml', intent.replace('targetSite: edge2', 'targetSite: edge3'));
    expect(fannedOut.render()).toMatchObject({ status: 0 });
    const urllc = (site: string) =>
      readdirSync(join(folder, `${site}-config/bundles`)).filter(file => file.includes('urllc'));
    expect([urllc('edge2').length, urllc('edge3').length]).toEqual([0, 3]);
    expect(readFileSync(join(folder, 'edge1-config/rootsync.yaml'), 'utf8')).toBe(rootSync);
    expect(readFileSync(join(folder, 'edge1-config/README.md'), 'utf8')).toBe('edge1\n');
    // set-labels comes later in the pipeline, and labels what is there.
    expect(readFileSync(join(folder, 'edge1-config/baseline/namespace.yaml'), 'utf8')).toContain(
      '{a: b, app.kubernetes.io/part-of: network-slice} # by hand\n',
    );
  });

  test('a copy that somebody has moved to another site comes back; one that has another name stays, with an error', () => {
    const { folder } = fannedOut;
    fannedOut.commit('before the move');
    const [name = ''] = readdirSync(join(folder, 'edge1-config/bundles'));
    const file = join('edge1-config/bundles', name);
    const bundle = readFileSync(join(folder, file), 'utf8');
    fannedOut.git('rm', '--quiet', file);
    fannedOut.write('edge2-config/moved.yaml', bundle);
    expect(fannedOut.render()).toMatchObject({ status: 0 });
    expect(fannedOut.diff()).toBe('');
    const own = bundle.replace(/^( {2}name: ).*/m, '$1own');
    fannedOut.write(file, own);
    const { status, stderr } = fannedOut.render();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /Bundle own has the annotations of the copy of \w+Bundle [\w-]+ for site edge1, and another name/,
    );
    expect(readFileSync(join(folder, file), 'utf8')).toBe(own);
    fannedOut.write(file, bundle);
  });

  test('a folder that becomes a package of its own is refused, and nothing is written', () => {
    fannedOut.commit('before');
    fannedOut.write('edge3-config/Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: edge3\n');
    const { status, stderr } = fannedOut.render();
    expect(status).toBe(1);
    expect(stderr).toContain('edge3-config/ is a package of its own, with a Kptfile');
    expect(fannedOut.diff()).toContain('edge3-config/Kptfile');
    expect(fannedOut.git('diff', '--cached', '--name-only').trim()).toBe('edge3-config/Kptfile');
    fannedOut.git('rm', '--quiet', '-f', 'edge3-config/Kptfile');
  });

  test('a site that leaves the inventory takes its copies along', () => {
    const { folder } = fannedOut;
    const inventory = readFileSync(join(folder, 'sites.yaml'), 'utf8');
    fannedOut.write(
      'sites.yaml',
      inventory
        .split(/^---\n/m)
        .slice(0, 3)
        .join('---\n'),
    );
    expect(fannedOut.render()).toMatchObject({ status: 0 });
    const left = existsSync(join(folder, 'edge4-config'))
      ? readdirSync(join(folder, 'edge4-config'), { recursive: true, encoding: 'utf8' })
      : [];
    expect(left.filter(file => file.endsWith('.yaml')).map(file => relative(folder, file))).toEqual([]);
  });
});

describe('sites with namespaces of their own', () => {
  const SITE_ONLY = (mode: string) => yaml`
    apiVersion: kpt.dev/v1
    kind: Kptfile
    metadata:
      name: network-slice
      annotations:
        config.kubernetes.io/local-config: "true"
    pipeline:
      mutators:
      - image: ghcr.io/intent-krm/expectation-to-bundle:v0.1.0
      - image: ghcr.io/intent-krm/set-target-site:v0.1.0
        configMap:
          mode: ${mode}
      validators:
      - image: ghcr.io/intent-krm/validate-schema:v0.1.0
  `;

  function render(mode: string, site?: string): KptPackage {
    const kptPackage = open(mode, site);
    kptPackage.write('Kptfile', SITE_ONLY(mode));
    kptPackage.write('by-hand/objects.yaml', REFERRING);
    const inventory = readFileSync(join(kptPackage.folder, 'sites.yaml'), 'utf8');
    kptPackage.write('sites.yaml', inventory.replace(/^ {2}cluster: edge-cluster-0(\d)$/gm, '$&\n  namespace: ran-$1'));
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    return kptPackage;
  }

  test('get them in both modes, with every reference, byte for byte; a second render changes nothing', () => {
    const all = render('fan-out');
    for (const site of SITES) {
      const objects = applied(render('site', site).folder);
      expect(applied(join(all.folder, `${site}-config`))).toEqual(objects);
      const texts = [...objects.values()].flat();
      const namespace = `ran-${site.slice(-1)}`;
      expect(texts.filter(text => /^ {2}namespace: |, namespace: /m.test(text)).length).toBeGreaterThan(2);
      const named = texts.flatMap(text => [...text.matchAll(/namespace: ['"]?([\w-]+)/g)].map(match => match[1]));
      expect(new Set(named)).toEqual(new Set([namespace, 'kube-system']));
      expect(texts.join('')).toContain(
        `depends-on: /namespaces/${namespace}/ConfigMap/settings, /Namespace/${namespace} # first\n`,
      );
    }
    all.commit('rendered');
    expect(all.render()).toMatchObject({ status: 0 });
    expect(all.diff()).toBe('');
  }, 120_000);
});
