/** Rules such as clusters have for their workloads: simple ones, over containers, with optional fields, and with functions. */
const RULES: readonly string[] = [
  'object.spec.replicas <= 5',
  'object.spec.replicas >= 0',
  "object.metadata.namespace != 'kube-system'",
  "object.metadata.name.matches('^[a-z0-9-]+$')",
  "has(object.metadata.labels) && 'app' in object.metadata.labels",
  "object.metadata.?annotations.orValue({}).all(key, !key.startsWith('forbidden/'))",
  'object.spec.selector.matchLabels.all(key, key in object.spec.template.metadata.labels)',
  '!object.spec.?paused.orValue(false)',
  '!object.spec.template.spec.?hostNetwork.orValue(false)',
  'object.spec.template.spec.?volumes.orValue([]).all(v, !has(v.hostPath))',
  'object.spec.template.spec.containers.map(c, c.name).size() < 10',
  "object.spec.template.spec.containers.exists(c, c.name == 'main')",
  "object.spec.template.spec.containers.all(c, c.image.startsWith('registry.example.com/'))",
  "object.spec.template.spec.containers.all(c, !c.image.endsWith(':latest'))",
  'object.spec.template.spec.containers.all(c, has(c.resources) && has(c.resources.limits))',
  "object.spec.template.spec.containers.all(c, c.?resources.?requests.orValue({}).all(r, r in ['cpu', 'memory']))",
  "object.spec.template.spec.containers.all(c, quantity(c.resources.limits.memory).isLessThan(quantity('8Gi')))",
  'object.spec.template.spec.containers.all(c, c.?securityContext.?runAsNonRoot.orValue(true))',
  'object.spec.template.spec.containers.all(c, c.?ports.orValue([]).all(p, p.containerPort > 0))',
  "object.spec.template.spec.containers.all(c, c.?env.orValue([]).all(e, e.name != 'PASSWORD'))",
];

/** A policy with a binding for each rule: one that only warns, as a function that fails would not be timed. */
export function policies(): string {
  return RULES.map((rule, i) => policy(`rule-${i}`, rule)).join('---\n');
}

function policy(name: string, expression: string): string {
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: ${name}
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
    - apiGroups: [apps]
      apiVersions: [v1]
      operations: [CREATE, UPDATE]
      resources: [deployments]
  validations:
  - expression: ${JSON.stringify(expression)}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: ${name}
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  policyName: ${name}
  validationActions: [Warn]
`;
}

/** A Deployment that the rules are for. Two of ten are against one of them. */
export function deployment(i: number): string {
  const replicas = i % 10 === 3 ? 6 : 1 + (i % 5);
  const tag = i % 10 === 7 ? 'latest' : `1.${i}`;
  return `# Deployment ${i}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${i}
  namespace: shop-${i % 7}
  labels:
    app: web-${i}
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: web-${i}
  template:
    metadata:
      labels:
        app: web-${i}
        tier: front
    spec:
      containers:
      - name: main
        image: registry.example.com/shop/web:${tag}
        ports:
        - containerPort: 8080
        resources:
          limits: {cpu: "1", memory: 1Gi}
          requests: {cpu: 250m, memory: 512Mi}
      - name: logs
        image: registry.example.com/shop/logs:2.${i % 9} # beside it
        env:
        - name: LEVEL
          value: "info"
        resources:
          limits: {cpu: 100m, memory: 128Mi}
`;
}
