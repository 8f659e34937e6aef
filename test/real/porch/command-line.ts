import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Finished } from '../../support/kpt-package';
import { kubectl } from '../apiserver/binaries';
import { porchBinary } from './binaries';

/**
 * Said by Porch in passing: it writes a repository's configuration anew whenever it looks into it (initializeOrigin in
 * pkg/externalrepo/git/gogit.go), and who reads at that moment finds half of it; and a list waits for that. The API
 * server passes nothing on to Porch as long as one look at its health has taken too long.
 */
const PASSING = /remote not found|Error from server \(Timeout\)|currently unable to handle the request/;
const ATTEMPTS = 10;

/** kubectl and porchctl, as one of the users of a cluster. Nothing here blocks: Git is served by this process. */
export class CommandLine {
  constructor(readonly kubeconfig: string) {}

  /** The same as another user; the admin may impersonate everybody. */
  as(user: string, ...groups: readonly string[]): CommandLine {
    const config = JSON.parse(readFileSync(this.kubeconfig, 'utf8'));
    Object.assign(config.users[0].user, { as: user, 'as-groups': groups });
    const path = join(dirname(this.kubeconfig), `kubeconfig-${[user, ...groups].join('-').replaceAll(':', '-')}`);
    writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
    return new CommandLine(path);
  }

  /** What kubectl prints; its refusal is an error. */
  async kubectl(args: readonly string[], input = ''): Promise<string> {
    const cache = join(dirname(this.kubeconfig), 'kubectl-cache');
    const { status, stdout, stderr } = await this.insist(kubectl(), ['--cache-dir', cache, ...args], input);
    if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  /** Manifests, as YAML or as objects. */
  async apply(...manifests: (string | object)[]): Promise<void> {
    const documents = manifests.map(manifest => (typeof manifest === 'string' ? manifest : JSON.stringify(manifest)));
    await this.kubectl(['apply', '--filename', '-'], documents.join('\n---\n'));
  }

  async get<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.kubectl(['get', ...args, '--output', 'json']));
  }

  porchctl(...args: readonly string[]): Promise<Finished> {
    return this.insist(porchBinary('porchctl'), args);
  }

  private async insist(file: string, args: readonly string[], input = ''): Promise<Finished> {
    for (let attempt = 1; ; attempt++) {
      const finished = await this.finish(file, args, input);
      if (finished.status === 0 || attempt === ATTEMPTS || !PASSING.test(finished.stderr)) return finished;
      await setTimeout(1000);
    }
  }

  /** Runs a program to its end, with this user's credentials. */
  finish(file: string, args: readonly string[], input = ''): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const child = spawn(file, args, { env: { ...process.env, KUBECONFIG: this.kubeconfig } });
      const output = { stdout: '', stderr: '' };
      for (const stream of ['stdout', 'stderr'] as const)
        child[stream].setEncoding('utf8').on('data', (text: string) => {
          output[stream] += text;
        });
      child.once('error', reject).once('close', status => resolve({ status, ...output }));
      child.stdin.end(input);
    });
  }
}
