import { etcd, kubeApiServer } from './apiserver/binaries';

/** Before the suites start: they would wait for it, each with a timeout. */
// biome-ignore lint/style/noDefaultExport: jest asks for it
export default function buildParts(): void {
  kubeApiServer();
  etcd();
}
