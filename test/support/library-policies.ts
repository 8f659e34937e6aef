/** A rule of an admission policy, and what it says of what it denies. */
export interface Rule {
  expression: string;
  messageExpression?: string;
  message?: string;
}

/** An admission policy of a test: what it looks at, by resource, and its rules. */
export interface LibraryPolicy {
  name: string;
  resource: 'configmaps' | 'deployments' | 'pods' | 'services';
  variables?: Record<string, string>;
  matchConditions?: Record<string, string>;
  failurePolicy?: 'Fail' | 'Ignore';
  rules: readonly Rule[];
}

const configMaps = (
  name: string,
  variables: Record<string, string>,
  ...rules: readonly [expression: string, messageExpression?: string][]
): LibraryPolicy => ({
  name,
  resource: 'configmaps',
  variables,
  rules: rules.map(([expression, messageExpression]) =>
    messageExpression === undefined ? { expression } : { expression, messageExpression },
  ),
});

/**
 * Policies that together call every function of Kubernetes' CEL libraries, on what `anyJudged` generates. Each is for the
 * objects that have its name in the label `judged-by`.
 */
export const LIBRARY_POLICIES: readonly LibraryPolicy[] = [
  configMaps(
    'urls',
    { url: 'url(object.data.url)' },
    ['isURL(object.data.url)', "'no URL: ' + object.data.url"],
    ["variables.url.getScheme() in ['https', 'http']", "'scheme ' + variables.url.getScheme()"],
    ["variables.url.getHost() != 'example.com:8443'", "'host ' + variables.url.getHost()"],
    ["variables.url.getHostname().endsWith('.com')", "'name ' + variables.url.getHostname()"],
    ["variables.url.getPort() in ['', '8443']", "'port ' + variables.url.getPort()"],
    ["!variables.url.getEscapedPath().contains('%')", "'path ' + variables.url.getEscapedPath()"],
    ['variables.url.getQuery().all(k, size(variables.url.getQuery()[k]) == 1)'],
  ),
  configMaps(
    'regular-expressions',
    {},
    ["object.data.text.matches('^[a-z ]*$')", "'found ' + object.data.text.find('[^a-z ]+')"],
    ["object.data.text.findAll('[0-9]+').size() < 2", "object.data.text.findAll('[0-9]+').join('+')"],
    ["object.data.text.findAll('[aeiou]', 2).size() == 2"],
    ["matches(object.data.name, '(?i)^[A-Z]')"],
  ),
  configMaps(
    'lists',
    { numbers: "object.data.list.split(',').map(n, int(n))" },
    [
      'variables.numbers.isSorted()',
      "'unsorted: ' + string(variables.numbers.min()) + ' to ' + string(variables.numbers.max())",
    ],
    ['variables.numbers.sum() < 20', "'sum ' + string(variables.numbers.sum())"],
    ['variables.numbers.indexOf(3) == variables.numbers.lastIndexOf(3)'],
  ),
  configMaps(
    'lists-of-later-versions',
    { numbers: "object.data.list.split(',').map(n, int(n))" },
    ['variables.numbers.distinct().size() == variables.numbers.size()', "'twice in ' + object.data.list"],
    ['variables.numbers.sort() == variables.numbers || variables.numbers.sort().reverse() == variables.numbers'],
    ['lists.range(variables.numbers.size()).all(i, i <= variables.numbers[i])'],
    ['variables.numbers.slice(0, 2).size() == 2', "'too short: ' + object.data.list"],
    ['[variables.numbers, [0]].flatten().size() == variables.numbers.size() + 1'],
    ['variables.numbers.sortBy(n, -n).first().orValue(0) < 9 && variables.numbers.last().orValue(0) != 1'],
  ),
  configMaps(
    'optionals',
    { maybe: 'object.data[?"optional"]' },
    ["variables.maybe.orValue('') != 'bad'", "'it is ' + variables.maybe.value()"],
    ['!variables.maybe.hasValue() || variables.maybe.value().size() < 6'],
    ["variables.maybe.or(optional.of('x')).optMap(v, v.size() > 0).orValue(false)"],
    ["variables.maybe.optFlatMap(v, optional.ofNonZeroValue(v)).orValue('y') != ''"],
    ['optional.none().or(variables.maybe) == variables.maybe'],
    ["optional.unwrap([optional.of(variables.maybe.orValue('q')), optional.none()]).size() == 1"],
    ["[optional.of('a'), optional.none()].unwrapOpt().size() == 1"],
    ["object.?data.?missing.orValue('none') == 'none'"],
  ),
  configMaps(
    'optional-variables',
    { data: 'object.?data', all: '{"data": object.?data}' },
    ["variables.data.?name.orValue('none') == 'none'"],
    ["variables.?data.?name.orValue('none') != 'a-b'", "'optional: ' + variables.data.value().name"],
    ["!has(variables.data.name) || variables.data.orValue({}).name != '1abc'"],
    ["variables.all.data.?name.orValue('none') != 'a.b'"],
    ["object.data.text != 'a b e' || variables.data.name != 'x'"],
  ),
  configMaps(
    'quantities',
    {},
    ['isQuantity(object.data.quantity)', "'no quantity: ' + object.data.quantity"],
    ["quantity(object.data.quantity).isLessThan(quantity('2Gi'))", "object.data.quantity + ' is too much'"],
    ["quantity(object.data.quantity).isGreaterThan(quantity('1m')) && sign(quantity(object.data.quantity)) == 1"],
    ["quantity(object.data.quantity).add(quantity('1')).sub(1).compareTo(quantity(object.data.quantity)) == 0"],
    ['!quantity(object.data.quantity).isInteger() || quantity(object.data.quantity).asInteger() < 1073741824'],
    ['quantity(object.data.quantity).asApproximateFloat() > 0.25'],
  ),
  configMaps(
    'strings',
    {},
    [
      "object.data.text.charAt(0) != 'x'",
      "'%s begins with %s'.format([object.data.text.substring(1), object.data.text.charAt(0)])",
    ],
    ["object.data.text.indexOf('b') <= object.data.text.lastIndexOf('b')"],
    ['object.data.text.lowerAscii() == object.data.text', "'not ' + object.data.text.upperAscii()"],
    ['object.data.text.trim() == object.data.text', 'strings.quote(object.data.text)'],
    ["object.data.text.replace('a', '').size() + 3 > object.data.text.size()"],
    ["object.data.name.split('-').join('.').size() == object.data.name.size()"],
    ["object.data.text.startsWith('a') || !object.data.text.endsWith('a')"],
  ),
  configMaps(
    'sets',
    { words: "object.data.text.split(' ')" },
    ["!sets.contains(variables.words, ['bad'])", "'bad word in ' + object.data.text"],
    ["!sets.intersects(variables.words, ['b1', 'x'])"],
    ["!sets.equivalent(variables.words, ['a', 'b', 'a'])"],
  ),
  configMaps(
    'addresses',
    { ip: 'ip(object.data.ip)' },
    ['isIP(object.data.ip)', "'no address: ' + object.data.ip"],
    ['ip.isCanonical(object.data.ip)', "object.data.ip + ' is written ' + string(variables.ip)"],
    ['variables.ip.family() == 4 || variables.ip.isGlobalUnicast()'],
    ['!variables.ip.isLoopback() && !variables.ip.isUnspecified()', "'not ' + string(variables.ip)"],
    ['!variables.ip.isLinkLocalMulticast() && !variables.ip.isLinkLocalUnicast()'],
  ),
  configMaps(
    'networks',
    { cidr: 'cidr(object.data.cidr)' },
    ['isCIDR(object.data.cidr)', "'no network: ' + object.data.cidr"],
    ["!variables.cidr.containsIP('10.1.0.1') || !variables.cidr.containsIP(ip('10.2.0.1'))"],
    ["variables.cidr.containsCIDR('10.0.0.0/24') || !variables.cidr.containsCIDR(cidr('10.0.0.0/25'))"],
    [
      'variables.cidr.masked() == variables.cidr',
      "'%s is in %s'.format([string(variables.cidr.ip()), string(variables.cidr.masked())])",
    ],
    ['variables.cidr.prefixLength() >= 8', "'prefix ' + string(variables.cidr.prefixLength())"],
  ),
  configMaps(
    'formats',
    {},
    [
      '!format.dns1123Label().validate(object.data.name).hasValue()',
      "format.dns1123Label().validate(object.data.name).value().join('; ')",
    ],
    ["!format.named('dns1123Subdomain').value().validate(object.data.name).hasValue()"],
    [
      '!format.dns1035Label().validate(object.data.name).hasValue()',
      'string(format.dns1035Label().validate(object.data.name).value().size())',
    ],
    [
      '!format.dns1123LabelPrefix().validate(object.data.name).hasValue() || !format.dns1035LabelPrefix().validate(object.data.name).hasValue()',
    ],
    [
      '!format.dns1123Subdomain().validate(object.data.name).hasValue() || format.dns1123SubdomainPrefix().validate(object.data.name).hasValue()',
    ],
    [
      '!format.labelValue().validate(object.data.name).hasValue() && !format.qualifiedName().validate(object.data.name).hasValue()',
    ],
  ),
  configMaps(
    'more-formats',
    {},
    ['!format.uri().validate(object.data.url).hasValue()', "'no URI: ' + object.data.url"],
    [
      '!format.datetime().validate(object.data.when).hasValue()',
      "format.datetime().validate(object.data.when).value().join(', ')",
    ],
    ["!format.date().validate(object.data.when.split('T')[0]).hasValue()"],
    ['format.byte().validate(object.data.version).hasValue()'],
    ['format.uuid().validate(object.data.text).hasValue()'],
  ),
  configMaps(
    'two-variables',
    {},
    ["object.data.all(k, v, k.size() < 10 && v != 'bad')"],
    ['object.data.exists(k, v, k == v.lowerAscii()) == false', "'key and value: ' + object.data.name"],
    ["object.data.exists_one(k, v, k == 'name' && v.size() > 0) && object.data.existsOne(k, v, k == 'ip')"],
    ["object.data.list.split(',').transformList(i, v, i + int(v)).sum() < 40"],
    ["object.data.list.split(',').transformList(i, v, int(v) > 2, i).size() < 4"],
    [
      "object.data.transformMap(k, v, v.size())['text'] < 9",
      "'text has ' + string(object.data.transformMap(k, v, k == 'text', v.size())['text'])",
    ],
    ['object.data.transformMapEntry(k, v, {v: k}).size() == object.data.size()'],
    ["object.data.transformMapEntry(k, v, k == 'name', {k: v}).size() == 1"],
  ),
  configMaps(
    'versions',
    { version: 'semver(object.data.version)' },
    ['isSemver(object.data.version)', "'no version: ' + object.data.version"],
    ["!variables.version.isLessThan(semver('1.0.0'))", "object.data.version + ' is too old'"],
    ["!variables.version.isGreaterThan(semver('3.0.0')) && variables.version.compareTo(semver('1.2.3')) != 0"],
    ['variables.version.major() < 3 && variables.version.minor() < 9 && variables.version.patch() < 9'],
  ),
  configMaps(
    'times',
    { when: 'timestamp(object.data.when)' },
    ['variables.when.getFullYear() < 2030', "'year ' + string(variables.when.getFullYear())"],
    [
      "variables.when.getHours() < 20 || variables.when.getHours('+02:00') < 20",
      "string(variables.when.getHours('-05:30'))",
    ],
    ['variables.when.getDayOfWeek() > 0 && variables.when.getDate() <= 28'],
    ['variables.when.getMonth() == 1 || variables.when.getDayOfYear() < 300'],
    ['variables.when.getDayOfMonth() + 1 == variables.when.getDate()'],
    ['variables.when.getMinutes() + variables.when.getSeconds() + variables.when.getMilliseconds() < 100'],
    [
      "variables.when + duration('1h') > timestamp('2024-01-01T00:00:00Z')",
      "string(variables.when - timestamp('2024-01-01T00:00:00Z'))",
    ],
  ),
  configMaps(
    'durations',
    { wait: 'duration(object.data.wait)' },
    ["variables.wait < duration('2h')", "'waits ' + string(variables.wait)"],
    ['variables.wait.getHours() * 60 + variables.wait.getMinutes() % 60 < 100'],
    ['variables.wait.getSeconds() > 1 && variables.wait.getMilliseconds() >= 0'],
  ),
  configMaps(
    'conversions',
    {},
    [
      'int(object.data.number) < 50',
      "'%d is %x, %o and %b'.format([int(object.data.number), int(object.data.number), int(object.data.number), int(object.data.number)])",
    ],
    [
      'double(object.data.number) / 2.0 < 20.5',
      "'%.2f %e'.format([double(object.data.number), double(object.data.number)])",
    ],
    ['uint(object.data.number) % 2u == 0u', 'string(uint(object.data.number))'],
    ['bytes(object.data.text).size() == object.data.text.size()'],
    ['bool(object.data.flag)', "'flag is ' + object.data.flag"],
    ['dyn(object.data.number) != 7 && type(object.data.number) == string'],
    ['-int(object.data.number) + 3 <= 0 || int(object.data.number) - 2 > 0'],
  ),
  configMaps(
    'key-sets',
    {},
    ["!('forbidden' in object.data)", "'forbidden: ' + object.data.forbidden"],
    ['object.data.map(k, k).filter(k, k.size() > 8).size() == 0'],
    ['object.data.map(k, k.startsWith("n"), k).size() == 2'],
    ["has(object.metadata.labels) && object.metadata.labels.exists_one(l, l == 'judged-by')"],
    ["!has(object.data.optional) || object.data['optional'] >= 'm'"],
  ),
  {
    name: 'replicas',
    resource: 'deployments',
    rules: [
      {
        expression: 'object.spec.replicas <= 5',
        messageExpression: "'at most 5 replicas, not ' + string(object.spec.replicas)",
      },
      { expression: 'object.spec.replicas % 2 == 1', message: 'an odd number of replicas' },
      { expression: 'object.spec.replicas * 3 - 1 != 8 && object.spec.replicas / 2 < 3' },
    ],
  },
  {
    name: 'strategies',
    resource: 'deployments',
    rules: [
      { expression: "object.spec.strategy.type == 'RollingUpdate'", message: 'roll, do not recreate' },
      { expression: '!has(object.spec.strategy.rollingUpdate) || object.spec.strategy.rollingUpdate.maxSurge != 1' },
      { expression: 'object.spec.revisionHistoryLimit >= 10 && object.spec.progressDeadlineSeconds == 600' },
    ],
  },
  {
    name: 'images',
    resource: 'deployments',
    variables: { containers: 'object.spec.template.spec.containers' },
    rules: [
      {
        expression: "variables.containers.all(c, c.image.startsWith('ghcr.io/'))",
        messageExpression:
          "'images from elsewhere: ' + variables.containers.filter(c, !c.image.startsWith('ghcr.io/')).map(c, c.image).join(', ')",
      },
      { expression: "variables.containers.all(c, c.imagePullPolicy == 'IfNotPresent')" },
      { expression: 'variables.containers.exists_one(c, c.name == "main")' },
    ],
  },
  {
    name: 'limits',
    resource: 'deployments',
    rules: [
      {
        expression:
          "object.spec.template.spec.containers.all(c, quantity(c.?resources.?limits.?memory.orValue('0')).isLessThan(quantity('1Gi')))",
        message: 'less than 1Gi of memory',
      },
      {
        expression:
          "object.spec.template.spec.containers.all(c, !has(c.resources.limits) || 'cpu' in c.resources.limits)",
      },
    ],
  },
  {
    name: 'selectors',
    resource: 'deployments',
    matchConditions: {
      'has-many': 'object.spec.replicas > 1',
      'is-not-exempt': "!('exempt' in object.metadata.labels)",
    },
    rules: [
      {
        expression:
          'object.spec.selector.matchLabels.all(k, object.spec.template.metadata.labels[k] == object.metadata.labels[k])',
        message: 'labels of the object agree with its selector',
      },
    ],
  },
  {
    name: 'errors-are-denials',
    resource: 'deployments',
    rules: [
      { expression: 'object.spec.minReadySeconds > 0' },
      { expression: "object.metadata.labels['absent'] != 'x' || true" },
      { expression: '10 / (object.spec.replicas - 3) != 0' },
    ],
  },
  {
    name: 'errors-are-ignored',
    resource: 'deployments',
    failurePolicy: 'Ignore',
    rules: [
      { expression: 'object.spec.minReadySeconds > 0' },
      { expression: 'object.spec.replicas < 4', message: 'at most three' },
    ],
  },
  {
    name: 'messages-that-fail',
    resource: 'deployments',
    rules: [
      {
        expression: 'object.spec.replicas != 2',
        messageExpression: 'string(object.metadata.annotations.missing)',
        message: 'not two',
      },
      { expression: 'object.spec.replicas != 4', messageExpression: "'   '", message: ' not four ' },
      { expression: 'object.spec.replicas != 6', messageExpression: "'two\\nlines'" },
    ],
  },
  {
    name: 'who-is-it',
    resource: 'deployments',
    rules: [
      {
        expression: "request.operation == 'CREATE' && oldObject == null && request.resource.resource == 'deployments'",
      },
      { expression: 'request.namespace == object.metadata.namespace && request.name == object.metadata.name' },
      {
        expression:
          "request.kind.kind == object.kind && request.kind.group + '/' + request.kind.version == object.apiVersion",
      },
      {
        expression:
          "namespaceObject.metadata.name == 'default' && !('team' in namespaceObject.metadata.?labels.orValue({}))",
      },
      {
        expression: 'object.metadata.name.size() < 5',
        messageExpression: "'long name in ' + namespaceObject.metadata.name",
      },
    ],
  },
  {
    name: 'templates',
    resource: 'deployments',
    rules: [
      {
        expression:
          "object.spec.template.spec.restartPolicy == 'Always' && object.spec.template.spec.dnsPolicy == 'ClusterFirst'",
      },
      { expression: 'object.spec.template.spec.terminationGracePeriodSeconds <= 30', message: 'stop in 30 s' },
      { expression: "object.spec.template.spec.containers.all(c, c.?ports.orValue([]).all(p, p.protocol == 'TCP'))" },
    ],
  },
  {
    name: 'variables-in-turn',
    resource: 'deployments',
    variables: {
      replicas: 'object.spec.replicas',
      isBig: 'variables.replicas > 4',
      broken: 'object.spec.missing + 1',
      late: 'variables.broken > 1',
    },
    rules: [
      { expression: '!variables.isBig', messageExpression: "string(variables.replicas) + ' is big'" },
      { expression: 'variables.replicas != 3 || variables.late', message: 'three is broken' },
    ],
  },
  {
    name: 'ports',
    resource: 'services',
    rules: [
      {
        expression: 'object.spec.ports.all(p, p.port < 9000)',
        messageExpression: "string(object.spec.ports.map(p, p.port).max()) + ' is too high'",
      },
      { expression: "object.spec.ports.all(p, p.protocol in ['TCP', 'UDP'] && type(p.targetPort) == int)" },
      { expression: "object.spec.ports.map(p, p.?name.orValue('')).filter(n, n != '').size() < 2" },
    ],
  },
  {
    name: 'types-of-services',
    resource: 'services',
    rules: [
      { expression: "object.spec.type != 'NodePort'", message: 'no NodePort' },
      {
        expression:
          "object.spec.sessionAffinity == 'None' && object.spec.?externalTrafficPolicy.orValue('Cluster') == 'Cluster'",
      },
      { expression: 'object.spec.?selector.orValue({}).size() > 0', message: 'a selector' },
    ],
  },
  {
    name: 'one-reason-each',
    resource: 'services',
    rules: [
      { expression: "object.metadata.?annotations.orValue({}).all(k, !k.startsWith('bad/'))" },
      {
        expression: 'object.spec.ports.size() == 1 ? true : object.spec.ports[1].port > object.spec.ports[0].port',
        message: 'ports in order',
      },
    ],
  },
  {
    name: 'contexts',
    resource: 'pods',
    rules: [
      {
        expression: 'object.spec.containers.all(c, !c.?securityContext.?privileged.orValue(false))',
        messageExpression:
          "object.spec.containers.filter(c, c.?securityContext.?privileged.orValue(false)).map(c, c.name).join(' ') + ' privileged'",
      },
      { expression: '!has(object.spec.hostNetwork) || !object.spec.hostNetwork', message: 'no host network' },
      { expression: "has(object.spec.securityContext) && object.spec.securityContext != {'runAsUser': 0}" },
    ],
  },
  {
    name: 'init-containers',
    resource: 'pods',
    variables: { all: 'object.spec.?initContainers.orValue([]) + object.spec.containers' },
    rules: [
      {
        expression: 'variables.all.map(c, c.name).isSorted()',
        messageExpression: "variables.all.map(c, c.name).join('>')",
      },
      {
        expression: "variables.all.all(c, c.image.contains(':') && !c.image.endsWith(':latest'))",
        message: 'name a version',
      },
    ],
  },
  {
    name: 'volumes',
    resource: 'pods',
    rules: [
      { expression: 'object.spec.?volumes.orValue([]).all(v, !has(v.hostPath))', message: 'no files of the node' },
      { expression: 'object.spec.?volumes.orValue([]).all(v, !has(v.configMap) || v.configMap.defaultMode == 420)' },
      { expression: 'object.spec.containers.map(c, c.?volumeMounts.orValue([]).size()).sum() <= 2' },
    ],
  },
  {
    name: 'probes',
    resource: 'pods',
    rules: [
      { expression: 'object.spec.containers.all(c, !has(c.livenessProbe) || c.livenessProbe.periodSeconds <= 10)' },
      {
        expression: "object.spec.containers.all(c, c.?livenessProbe.?httpGet.?scheme.orValue('HTTP') == 'HTTP')",
        message: 'plain HTTP',
      },
      { expression: 'object.spec.containers.exists(c, has(c.livenessProbe))', message: 'a liveness probe' },
    ],
  },
  {
    name: 'tolerations',
    resource: 'pods',
    rules: [
      {
        expression: "object.spec.?tolerations.orValue([]).all(t, t.?key.orValue('') != 'dedicated')",
        message: 'not on dedicated nodes',
      },
      { expression: "object.spec.?nodeSelector.orValue({}).all(k, k.startsWith('kubernetes.io/'))" },
    ],
  },
  {
    name: 'environment',
    resource: 'pods',
    rules: [
      {
        expression:
          "object.spec.containers.all(c, c.?env.orValue([]).all(e, !e.name.matches('(?i)password') || !has(e.value)))",
        message: 'no passwords',
      },
      {
        expression:
          'object.spec.containers.map(c, c.?env.orValue([]).map(e, e.name)).all(n, n.size() == n.distinct().size())',
      },
    ],
  },
  {
    name: 'quantities-of-pods',
    resource: 'pods',
    variables: { memory: "object.spec.containers.map(c, quantity(c.?resources.?limits.?memory.orValue('0')))" },
    rules: [
      {
        expression: "variables.memory.all(m, m.isLessThan(quantity('1Gi')) || m.compareTo(quantity('2Gi')) == 0)",
        messageExpression:
          "'memory: ' + object.spec.containers.map(c, c.?resources.?limits.?memory.orValue('-')).join(', ')",
      },
      { expression: 'variables.memory.exists(m, sign(m) == 0)', message: 'one without a limit' },
    ],
  },
  {
    name: 'never-compiled',
    resource: 'pods',
    failurePolicy: 'Ignore',
    rules: [
      {
        expression: "object.spec.containers[0].name == 'main' || object.spec.containers[0].image.find('[a-z]+') == 'a'",
      },
    ],
  },
];
