import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port';
import { Program } from '../program';
import { until } from '../until';
import { etcd, kubeApiServer } from './binaries';
import { ApiClient } from './client';
import { type Credentials, createCredentials, type FrontProxy } from './credentials';
import { type Etcd, startEtcd } from './etcd';

/** A real API server on the loopback interface, with nothing in it but what it makes itself. */
export interface RealApiServer {
  url: string;
  /** Scratch files; goes when the server stops. */
  folder: string;
  /** The admin's. */
  client: ApiClient;
  /** What an aggregated API server trusts. Its APIService names a Service of type ExternalName, `localhost`. */
  frontProxy: FrontProxy;
  /** Writes the admin's kubeconfig. */
  writeKubeconfig(path: string): void;
  stop(): Promise<void>;
}

/** Flags of kube-apiserver beyond those that it is always started with, by name. */
export type Flags = Readonly<Record<string, string>>;

/** Starts etcd and kube-apiserver, and waits until they are ready. Both end with this process at the latest. */
export async function startApiServer(flags: Flags = {}): Promise<RealApiServer> {
  const binaries = { apiServer: kubeApiServer(), etcd: etcd() };
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'apiserver-'));
  const credentials = createCredentials(join(folder, 'credentials'));
  const store = startEtcd(binaries.etcd, folder);
  try {
    const { program, port } = await startOnFreePort(binaries.apiServer, folder, store, credentials, flags);
    const stop = async () => {
      await Promise.all([program.stop(), store.program.stop()]);
      rmSync(folder, { recursive: true, force: true });
    };
    return connect(folder, port, credentials, stop);
  } catch (error) {
    await store.program.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Between its choice and its use, a free port can become another's. */
async function startOnFreePort(file: string, folder: string, store: Etcd, credentials: Credentials, flags: Flags) {
  for (let attempts = 3; ; attempts--) {
    const port = await freePort();
    const program = new Program({
      name: 'kube-apiserver',
      file,
      args: [...serverArgs(port, store.url, credentials), ...argsOf(flags)],
      folder,
    });
    try {
      await untilReady(program, folder, port, credentials);
      return { program, port };
    } catch (error) {
      await program.stop();
      if (attempts === 0 || !program.lastLines().includes('address already in use')) throw error;
    }
  }
}

function serverArgs(port: number, store: string, { serviceAccountKey, tokens, frontProxy }: Credentials): string[] {
  const options = {
    'etcd-servers': store,
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'secure-port': port,
    // It makes a serving certificate of its own there.
    'cert-dir': 'serving',
    // Endpoints must not be loopback addresses, so the Service `kubernetes` has none.
    'endpoint-reconciler-type': 'none',
    'service-cluster-ip-range': '10.0.0.0/24',
    // As in every cluster that runs its own network.
    'allow-privileged': true,
    'authorization-mode': 'RBAC',
    'token-auth-file': tokens,
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': serviceAccountKey,
    'service-account-signing-key-file': serviceAccountKey,
    'requestheader-client-ca-file': frontProxy.certificateAuthority,
    'requestheader-allowed-names': frontProxy.commonName,
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'proxy-client-cert-file': frontProxy.certificate,
    'proxy-client-key-file': frontProxy.key,
  };
  return argsOf(options);
}

function argsOf(options: Readonly<Record<string, string | number | boolean>>): string[] {
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}

async function untilReady(program: Program, folder: string, port: number, credentials: Credentials): Promise<void> {
  const ready = async () => {
    const client = newClient(folder, port, credentials);
    if (!client) return false;
    const answer = client.get('/readyz').then(
      ({ code }) => code === 200,
      () => false,
    );
    return answer.finally(() => client.close());
  };
  await until(ready, { what: 'kube-apiserver is ready', seconds: 60, hopeless: () => program.ended() });
}

/** There is none before the server has made its certificate. */
function newClient(folder: string, port: number, { adminToken }: Credentials): ApiClient | undefined {
  try {
    const certificateAuthority = readFileSync(servingCertificate(folder), 'utf8');
    return new ApiClient({ url: urlOf(port), certificateAuthority, token: adminToken });
  } catch {
    return undefined;
  }
}

function connect(folder: string, port: number, credentials: Credentials, stop: () => Promise<void>): RealApiServer {
  const url = urlOf(port);
  const certificateAuthority = readFileSync(servingCertificate(folder), 'utf8');
  const client = new ApiClient({ url, certificateAuthority, token: credentials.adminToken });
  return {
    url,
    folder,
    client,
    frontProxy: credentials.frontProxy,
    writeKubeconfig: path => writeFileSync(path, kubeconfig(url, certificateAuthority, credentials.adminToken)),
    stop: async () => {
      client.close();
      await stop();
    },
  };
}

function kubeconfig(server: string, certificateAuthority: string, token: string): string {
  const cluster = { server, 'certificate-authority-data': Buffer.from(certificateAuthority).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'real', cluster }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'real', context: { cluster: 'real', user: 'admin' } }],
    'current-context': 'real',
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

const urlOf = (port: number) => `https://127.0.0.1:${port}`;
const servingCertificate = (folder: string) => join(folder, 'serving/apiserver.crt');
