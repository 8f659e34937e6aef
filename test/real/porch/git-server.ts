import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { git } from '../../support/kpt-package';

/** Bare repositories on this machine, served over HTTP by real Git; whoever reaches them may push. */
export class GitServer {
  private readonly server = createServer((request, response) => serve(this.folder, request, response));

  private constructor(private readonly folder: string) {}

  static async start(folder: string): Promise<GitServer> {
    mkdirSync(folder);
    const server = new GitServer(folder);
    await new Promise<void>(resolve => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  /** Creates a repository with an empty commit on `main`: Porch asks for the branch to be there. */
  create(name: string): void {
    const folder = this.path(name);
    mkdirSync(folder, { recursive: true });
    git(folder, 'init', '--quiet', '--bare', '--initial-branch', 'main');
    git(folder, 'config', 'http.receivepack', 'true');
    const tree = git(folder, 'hash-object', '-t', 'tree', '-w', '/dev/null').trim();
    git(folder, 'update-ref', 'refs/heads/main', git(folder, 'commit-tree', tree, '-m', 'start').trim());
  }

  path(name: string): string {
    return join(this.folder, `${name}.git`);
  }

  /** What the addresses of all repositories start with. */
  address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  repositories(): string[] {
    return readdirSync(this.folder).map(name => name.replace(/\.git$/, ''));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}

/** Runs `git http-backend`, which speaks CGI: the request in variables and stdin, head and body of the response on stdout. */
function serve(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const backend = spawn('git', ['http-backend'], {
    env: { ...variables(request), GIT_PROJECT_ROOT: folder, GIT_HTTP_EXPORT_ALL: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // A client may go before it has sent or read everything.
  backend.stdin.on('error', () => {});
  request.pipe(backend.stdin);
  let head = Buffer.alloc(0);
  const readHead = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    backend.stdout.off('data', readHead);
    writeHead(response, head.subarray(0, end).toString());
    response.write(head.subarray(end + 4));
    backend.stdout.pipe(response);
  };
  backend.stdout.on('data', readHead);
}

function variables({ method, url, headers }: IncomingMessage): Record<string, string> {
  const { pathname, search } = new URL(url ?? '/', 'http://localhost');
  return {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    REQUEST_METHOD: method ?? 'GET',
    PATH_INFO: pathname,
    QUERY_STRING: search.slice(1),
    REMOTE_ADDR: '127.0.0.1',
    CONTENT_TYPE: headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    ...(headers['content-length'] ? { CONTENT_LENGTH: headers['content-length'] } : {}),
  };
}

function writeHead(response: ServerResponse, head: string): void {
  const headers = head.split('\r\n').map(line => line.split(/: (.*)/, 2) as [string, string]);
  const status = headers.find(([name]) => name === 'Status')?.[1];
  response.writeHead(
    Number.parseInt(status ?? '200', 10),
    Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
  );
}
