import { parse } from 'yaml';

/** What the judge has to know of a manifest to find its place. */
export interface Manifest {
  apiVersion?: string;
  kind?: string;
  metadata?: { name?: string; namespace?: string };
  /** Of an admission policy. */
  spec?: { paramKind?: ParamKind };
}

export interface ParamKind {
  apiVersion: string;
  kind: string;
}

/** An object, or the text of a YAML document: the server reads that as it is, as it does for kubectl. */
export type ManifestSource = object | string;

export function manifestOf(source: ManifestSource): Manifest {
  if (typeof source !== 'string') return source;
  try {
    const read: unknown = parse(source, { logLevel: 'silent', uniqueKeys: false, merge: true });
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}
