import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages with the kinds and the styles of real ones, as large as a test needs them. */

const KINDS: ((i: number) => string)[] = [deployment, service, configMap, networkPolicy, networkFunction];

/** Writes `count` resources into a folder, a file each. */
export function writeResources(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `r${i}.yaml`), resource(i));
}

export function resource(i: number): string {
  return (KINDS[i % KINDS.length] as (i: number) => string)(i);
}

function deployment(i: number): string {
  return `# Deployment ${i}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${i}
  namespace: ns-${i % 7}
  labels:
    app: app-${i} # the app
    tier: "backend"
  annotations:
    note: 'it''s ${i}'
spec:
  replicas: ${(i % 5) + 1}
  selector:
    matchLabels:
      app: app-${i}
  template:
    metadata:
      labels: {app: app-${i}, tier: backend}
    spec:
      # the containers
      containers:
      - name: main
        image: "registry.example.com/app:${i}"
        args: ["--port=8080", "--verbose"]
        ports:
        - containerPort: 8080
          name: http
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
          limits:
            cpu: "1"
            memory: 256Mi
        env:
        - name: OCTAL
          value: "0777"
        - name: NODE
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 100
            podAffinityTerm:
              topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: app-${i}
`;
}

function service(i: number): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: svc-${i}
  namespace: ns-${i % 7}
spec:
  selector:
    app: app-${i}
  ports:
  - port: 80
    targetPort: 8080 # http
    protocol: TCP
`;
}

function configMap(i: number): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: cm-${i}
  namespace: ns-${i % 7}
data:
  config.yaml: |
    server:
      port: 8080
      # a comment in a text
      hosts:
        - a${i}.example.com
        - b.example.com
  script.sh: |-
    #!/bin/sh
    echo "hello ${i}"

    exec sleep 1000
  plain: value-${i}
  number: "${i}"
  date: 2024-01-02
`;
}

function networkPolicy(i: number): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: np-${i}
  namespace: ns-${i % 7}
spec:
  podSelector:
    matchLabels:
      app: app-${i}
  policyTypes: [Ingress, Egress]
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: other
    ports:
    - {port: 80, protocol: TCP}
`;
}

function networkFunction(i: number): string {
  return `apiVersion: workload.nephio.org/v1alpha1
kind: NFDeployment
metadata:
  name: upf-${i}
spec:
  provider: upf.free5gc.io
  capacity:
    maxUplinkThroughput: 1G
    maxDownlinkThroughput: 10G
  interfaces:
  - name: n3
    ipv4:
      address: 10.0.${i % 250}.3/24
      gateway: 10.0.${i % 250}.1
    vlanID: ${i % 4000}
  networkInstances:
  - name: vpc-ran
    interfaces:
    - n3
    dataNetworks:
    - name: internet
      pool:
      - prefix: 10.60.0.0/16
`;
}
