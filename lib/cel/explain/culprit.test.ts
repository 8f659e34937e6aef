import { expect, test } from '@jest/globals';
import { yaml } from '../../../test/support/yaml';
import { YamlDocument } from '../../yaml/document';
import { formatPath } from '../../yaml/path';
import { DYN, struct } from '../check/type';
import { Environment, type Program } from '../environment';
import { celValue } from '../evaluate/from-yaml';
import { LazyMap } from '../evaluate/lazy-map';
import { culpritOf } from './culprit';
import { Places } from './places';

const OBJECT = yaml`
  metadata: {name: web, labels: {app: web}, annotations: {}}
  spec:
    replicas: 7
    paused: true
    containers:
    - {name: a, image: "a:1", securityContext: {privileged: false, capabilities: {add: [NET_ADMIN]}}}
    - {name: b, image: b, ports: [{containerPort: 80}, {containerPort: 81, hostPort: 81}]}
    - {name: c, image: "c:1", securityContext: {privileged: true}}
    initContainers: [{name: i, image: "i:1"}]
    tolerations: [one, two]
`;

const VARIABLES: Record<string, string> = {
  all: 'object.spec.containers + object.spec.?initContainers.orValue([])',
  privileged: 'object.spec.containers.filter(c, c.?securityContext.?privileged.orValue(false)).map(c, c.name)',
  few: 'object.spec.replicas <= 5',
  replicas: 'object.spec.replicas',
  first: 'object.spec.containers[0]',
  allowed: "['NET_BIND_SERVICE']",
  images: 'variables.all.map(c, c.image)',
  floating: "variables.images.filter(i, !i.contains(':') || i.endsWith(':latest'))",
};

function parse(text: string) {
  const document = new YamlDocument(Buffer.from(text));
  return document.get(document.root, []) ?? null;
}

/** Where the object is to blame. */
function blamed(expression: string): string | undefined {
  const object = celValue(parse(OBJECT));
  const type = struct('variables', new Map(Object.keys(VARIABLES).map(name => [name, DYN])));
  const environment = Environment.ofKubernetes(36).withVariables({ object: DYN, params: DYN, variables: type });
  const compile = (text: string): Program => {
    const program = environment.compile(text);
    if ('problem' in program) throw new TypeError(program.problem);
    return program;
  };
  const programs = new Map(Object.entries(VARIABLES).map(([name, text]) => [name, compile(text)]));
  const params = celValue({ maximum: 5 });
  const evaluated = (program: Program) => {
    const outcome = program.run(bindings);
    if ('error' in outcome) throw new TypeError(outcome.error);
    return outcome.value;
  };
  const variables = new LazyMap(new Set(programs.keys()), name => evaluated(programs.get(name) as Program));
  const bindings = { object, params, variables };
  const variable = (name: string) => programs.get(name);
  const path = culpritOf(compile(expression), { bindings, root: 'object', places: new Places(object), variable });
  return path && formatPath(path);
}

test.each([
  ['object.spec.replicas <= 5', 'spec.replicas'],
  ['5 >= object.spec.replicas', 'spec.replicas'],
  ['object.spec.replicas <= params.maximum', 'spec.replicas'],
  ['object.spec.strategy.type == "Recreate"', 'spec.strategy.type'],
  ['object.spec.?template.?spec.?hostNetwork.orValue(true) == false', 'spec.template.spec.hostNetwork'],
  ['has(object.spec.strategy)', 'spec.strategy'],
  ['!object.spec.paused', 'spec.paused'],
  ['object.metadata.name == "web" && object.spec.replicas < 3', 'spec.replicas'],
  ['object.metadata.name == "other" || object.spec.replicas < 3', 'spec.replicas'],
  ['!has(object.spec.replicas) || object.spec.replicas < 3', 'spec.replicas'],
  ['!(object.spec.paused || object.spec.replicas > 8)', 'spec.paused'],
  ['object.spec.paused ? object.spec.replicas == 0 : true', 'spec.replicas'],
  ["'team' in object.metadata.labels", 'metadata.labels.team'],
  ["'example.com/team' in object.metadata.annotations", 'metadata.annotations["example.com/team"]'],
  ["object.metadata.labels['app'] == 'other'", 'metadata.labels.app'],
  ["object.metadata.name in ['a', 'b']", 'metadata.name'],
  ["object.spec.tolerations.all(t, t == 'one')", 'spec.tolerations[1]'],
  ["object.spec.containers.all(c, c.image.contains(':'))", 'spec.containers[1].image'],
  ["object.spec.containers.all(i, c, c.image.contains(':'))", 'spec.containers[1].image'],
  ['object.spec.containers.all(c, has(c.securityContext))', 'spec.containers[1].securityContext'],
  ['!object.spec.containers.exists(c, c.name == "c")', 'spec.containers[2].name'],
  ['object.spec.containers.exists(c, c.name == "d")', 'spec.containers'],
  ['object.spec.initContainers.exists(c, c.name == "d")', 'spec.initContainers[0].name'],
  ['object.metadata.labels.all(k, k.startsWith("x"))', 'metadata.labels.app'],
  [
    'object.spec.containers.all(c, c.?ports.orValue([]).all(p, p.?hostPort.orValue(0) == 0))',
    'spec.containers[1].ports[1].hostPort',
  ],
  [
    'variables.all.all(c, c.?securityContext.?capabilities.?add.orValue([]).all(a, a in variables.allowed))',
    'spec.containers[0].securityContext.capabilities.add[0]',
  ],
  ['object.spec.containers.filter(c, !c.image.contains(":")).size() == 0', 'spec.containers[1].image'],
  ['variables.privileged.size() == 0', 'spec.containers[2].securityContext.privileged'],
  ['variables.few', 'spec.replicas'],
  ['variables.replicas < 3', 'spec.replicas'],
  ['variables.first.image == "a:2"', 'spec.containers[0].image'],
  ['size(object.spec.containers) < 3', 'spec.containers'],
  ['variables.floating.size() == 0', 'spec.containers[1].image'],
  ["variables.images.all(i, i != 'i:1')", 'spec.initContainers[0].image'],
  [
    '([?object.spec.?minReplicas] + dyn(object.spec.containers.filter(c, has(c.ports)).map(c, c.ports[1].hostPort)))' +
      '.map(p, double(p)).all(p, p > 1000.0)',
    'spec.containers[1].ports[1].hostPort',
  ],
  ['[?object.spec.?minReplicas, ?object.spec.?replicas].all(r, r < 5)', 'spec.replicas'],
  ['(object.spec.paused ? object.spec.tolerations.filter(t, t > "p") : []).all(t, t < "s")', 'spec.tolerations[1]'],
  ["object.metadata.name.split('').map(c, c).all(c, c != 'b')", 'metadata.name'],
  ["!sets.intersects(object.spec.tolerations, ['two'])", 'spec.tolerations'],
  ['format.dns1123Label().validate(object.metadata.name).hasValue()', 'metadata.name'],
  [
    'quantity(object.spec.containers[0].resources.limits.memory).isLessThan(quantity("1Gi"))',
    'spec.containers[0].resources.limits.memory',
  ],
  ['false', undefined],
  ['params.maximum > 6', undefined],
])('%s: %s', (expression, path) => {
  expect(blamed(expression)).toBe(path);
});

test('a search ends where an evaluation would', () => {
  const four = 'object.spec.containers.all(a, object.spec.containers.all(b, object.spec.containers.all(c, true)))';
  const deep = Array(6)
    .fill(0)
    .reduce((text: string) => `(${text} && ${four})`, four);
  const wide = `[${Array(300).fill(1).join(', ')}]`;
  expect(blamed(`${deep} && ${wide}.all(a, ${wide}.all(b, ${wide}.all(c, a + b + c < 0)))`)).toBeUndefined();
});
