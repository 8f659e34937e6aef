import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { type RealApiServer, startApiServer } from './apiserver/api-server';
import { ApiClient } from './apiserver/client';
import { selfSigned } from './apiserver/credentials';
import { until } from './until';

let server: RealApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.stop());

/** Processes that work in a folder. */
function processesIn(folder: string): string[] {
  const { stdout } = spawnSync('sh', ['-c', 'readlink /proc/[0-9]*/cwd'], { encoding: 'utf8' });
  return stdout.split('\n').filter(cwd => cwd.startsWith(folder));
}

test('it says which version it is, and listens on the loopback interface only', async () => {
  const pinned = /kubernetes (v\S+)/.exec(readFileSync('test/real/apiserver/go.mod', 'utf8'))?.[1];
  const { body } = await server.client.get<{ gitVersion: string }>('/version');
  expect(body.gitVersion).toBe(pinned);
  expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
});

test('nobody gets in with another token', async () => {
  const certificateAuthority = readFileSync(join(server.folder, 'serving/apiserver.crt'), 'utf8');
  const stranger = new ApiClient({ url: server.url, certificateAuthority, token: 'guessed' });
  expect(await stranger.get('/api/v1/namespaces')).toMatchObject({ code: 401 });
  stranger.close();
});

test('stopped, it leaves no process and no file', async () => {
  const other = await startApiServer();
  expect(processesIn(other.folder).length).toBeGreaterThan(1);
  await other.stop();
  expect(processesIn(other.folder)).toEqual([]);
  expect(existsSync(other.folder)).toBe(false);
});

/** Starts a server from another process, and gives its folder when it is ready. */
async function startElsewhere(): Promise<{ starter: ChildProcess; folder: string }> {
  const outfile = join(server.folder, 'starter.cjs');
  const contents = `require('./test/real/apiserver/api-server').startApiServer().then(({ folder }) => {
    console.log(folder);
    setInterval(() => {}, 1000);
  });`;
  buildSync({ stdin: { contents, resolveDir: '.' }, bundle: true, platform: 'node', outfile });
  const starter = spawn(process.execPath, [outfile], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const folder of createInterface({ input: starter.stdout })) return { starter, folder };
  throw new Error('the starter has ended');
}

test('killed, the process that started it leaves no process and no file either', async () => {
  const { starter, folder } = await startElsewhere();
  expect(processesIn(folder).length).toBeGreaterThan(1);
  starter.kill('SIGKILL');
  const gone = async () => processesIn(folder).length === 0 && !existsSync(folder);
  await until(gone, { what: 'everything is gone', seconds: 10 });
});

/** A server of an API group, with its own certificate, as Porch is one. */
function aggregated(answer: object): Server {
  const { certificate, key } = selfSigned(join(server.folder, 'aggregated'), 'localhost');
  const options = {
    cert: readFileSync(certificate),
    key: readFileSync(key),
    ca: readFileSync(server.frontProxy.certificateAuthority),
    requestCert: true,
  };
  return createServer(options, (request, response) => {
    const { authorized } = request.socket as typeof request.socket & { authorized: boolean };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...answer, seen: { authorized, user: request.headers['x-remote-user'] } }));
  });
}

test('passes requests on to an aggregated server, with the front proxy’s certificate and the user’s name', async () => {
  const list = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: 'things.example.com/v1', resources: [] };
  const behind = aggregated(list);
  await new Promise<void>(resolve => behind.listen(0, '127.0.0.1', resolve));
  const bound = behind.address();
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
  await server.client.create('/api/v1/namespaces/default/services', {
    metadata: { name: 'things' },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
  });
  await server.client.create('/apis/apiregistration.k8s.io/v1/apiservices', {
    metadata: { name: 'v1.things.example.com' },
    spec: {
      group: 'things.example.com',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 10,
      insecureSkipTLSVerify: true,
      service: { namespace: 'default', name: 'things', port },
    },
  });
  const path = '/apis/things.example.com/v1';
  try {
    const passedOn = async () => (await server.client.get(path)).code === 200;
    await until(passedOn, { what: 'the API is served', seconds: 20 });
    const { body } = await server.client.get<{ seen: object }>(path);
    expect(body.seen).toEqual({ authorized: true, user: 'admin' });
  } finally {
    behind.closeAllConnections();
    behind.close();
  }
});
