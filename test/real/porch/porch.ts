import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { functionNames, imageName, REPOSITORY } from '../../../tools/images/names';
import { type RealApiServer, startApiServer } from '../apiserver/api-server';
import { freePort } from '../free-port';
import { Program } from '../program';
import { until } from '../until';
import { porchBinary, porchSource } from './binaries';
import { CommandLine } from './command-line';
import { GitServer } from './git-server';
import { CONTROLLERS, MANIFESTS, registration } from './installation';

/** A management cluster without machines: a real API server, Porch's programs beside it, and Git repositories. */
export interface Porch {
  git: GitServer;
  admin: CommandLine;
  /** Scratch files, the repositories too; goes when Porch stops, or this process. */
  folder: string;
  /** Why there is no use in waiting for Porch; undefined while all of it runs. */
  ended(): string | undefined;
  stop(): Promise<void>;
}

export interface PorchOptions {
  /** Executables beside this library's functions, by the image they stand for. */
  functions?: Record<string, string>;
}

export async function startPorch(options: PorchOptions = {}): Promise<Porch> {
  const server = await startApiServer();
  const git = await GitServer.start(join(server.folder, 'git'));
  const programs: Program[] = [];
  const stop = async () => {
    await Promise.all([git, ...programs].map(part => part.stop()));
    await server.stop();
  };
  try {
    const admin = new CommandLine(join(server.folder, 'kubeconfig'));
    server.writeKubeconfig(admin.kubeconfig);
    const runner = await startFunctionRunner(server.folder, options.functions ?? {});
    programs.push(runner.program);
    programs.push(await startServer(server, admin, runner.port));
    programs.push(startControllers(server, admin));
    const ended = () => programs.map(program => program.ended()).find(Boolean);
    return { git, admin, folder: server.folder, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** It listens on every interface: where, nobody can choose but the port. */
async function startFunctionRunner(folder: string, more: Record<string, string>) {
  const ours = functionNames().map(name => [imageName(REPOSITORY, name, 'node'), resolve('dist', `${name}.cjs`)]);
  const functions = Object.entries({ ...Object.fromEntries(ours), ...more });
  const config = join(folder, 'functions.yaml');
  writeFileSync(
    config,
    JSON.stringify({ functions: functions.map(([image, file]) => ({ function: file, images: [image] })) }),
  );
  const port = await freePort();
  const args = [`--port=${port}`, '--disable-runtimes=pod', `--config=${config}`, '--functions=/'];
  const program = new Program({ name: 'function-runner', file: porchBinary('function-runner'), args, folder });
  return { program, port };
}

async function startServer(server: RealApiServer, admin: CommandLine, functionRunner: number): Promise<Program> {
  const port = await freePort();
  await admin.apply(...registration(port));
  const manifests = MANIFESTS.flatMap(path => ['--filename', join(porchSource(), path)]);
  await admin.kubectl(['apply', ...manifests]);
  const options = {
    // The API server in front of it decides who may do what.
    'standalone-debug-mode': true,
    'bind-address': '127.0.0.1',
    'secure-port': port,
    'cert-dir': 'porch-serving',
    kubeconfig: admin.kubeconfig,
    'cache-directory': 'porch-cache',
    'function-runner': `127.0.0.1:${functionRunner}`,
    // Ten minutes by default: what is pushed to a repository should be seen soon.
    'repo-sync-frequency': '10s',
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const program = new Program({ name: 'porch', file: porchBinary('porch'), args, folder: server.folder });
  const served = async () => (await server.client.get('/apis/porch.kpt.dev/v1alpha1/packagerevisions')).code === 200;
  await until(served, { what: 'Porch serves its API', seconds: 90, hopeless: () => program.ended() });
  return program;
}

/** They run with the rights that Porch's own manifests give them, and no more. */
function startControllers(server: RealApiServer, admin: CommandLine): Program {
  const env = { ...process.env, KUBECONFIG: admin.as(CONTROLLERS).kubeconfig };
  const args = ['--reconcilers=packagevariants,packagevariantsets'];
  return new Program({ name: 'controllers', file: porchBinary('controllers'), args, folder: server.folder, env });
}
