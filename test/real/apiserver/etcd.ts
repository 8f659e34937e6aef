import { join } from 'node:path';
import { Program } from '../program';

/** Its sockets are files in its folder: no port, and nobody else's to connect to. */
const SOCKET = 'etcd.sock:0';
const PEERS = 'peers.sock:0';
/** Nobody joins, but a member has to say where it could be met. */
const NEVER_MET = 'http://127.0.0.1:1';

export interface Etcd {
  program: Program;
  url: string;
}

/** Starts an etcd with one member. Clients wait for it by themselves. */
export function startEtcd(file: string, folder: string): Etcd {
  const options = {
    name: 'only',
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': `unix://${SOCKET}`,
    'advertise-client-urls': `unix://${SOCKET}`,
    'listen-peer-urls': `unix://${PEERS}`,
    'initial-advertise-peer-urls': NEVER_MET,
    'initial-cluster': `only=${NEVER_MET}`,
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  return { program: new Program({ name: 'etcd', file, args, folder }), url: `unix://${join(folder, SOCKET)}` };
}
