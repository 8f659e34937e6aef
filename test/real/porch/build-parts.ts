import { kubectl } from '../apiserver/binaries';
import buildApiServer from '../build-parts';
import { porchBinary } from './binaries';

/** Before the suites start: they would wait for it, each with a timeout. */
// biome-ignore lint/style/noDefaultExport: jest asks for it
export default function buildParts(): void {
  buildApiServer();
  kubectl();
  for (const name of ['porch', 'controllers', 'function-runner', 'porchctl', 'wrapper-server'] as const)
    porchBinary(name);
}
