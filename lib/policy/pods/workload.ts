import type { YamlMap, YamlValue } from '../../yaml/value';

/** A workload, and the template of its Pods. */
export interface Workload {
  apiVersion: string;
  kind: string;
  name: string;
  namespace: YamlValue | undefined;
  spec: YamlMap;
  template: YamlMap;
}

/** A Pod while its controller makes it: its metadata, without what is the same for all of them, and its spec. */
export interface PodDraft {
  metadata: YamlMap;
  spec: YamlMap;
}

/** The object that the Pods of a workload belong to. */
export interface Owner {
  apiVersion: string;
  kind: string;
  name: string;
}

/** What the controller of a kind of workload makes of the template, beyond what all controllers do. */
export interface PodController {
  /** Where the template is. */
  template: readonly string[];
  /** Who the Pods belong to, where that is not the workload. */
  owner?: (workload: Workload) => Owner;
  /** The begin of the Pod's name, where that is not its owner's. */
  prefix?: (workload: Workload) => string;
  complete?: (draft: PodDraft, workload: Workload) => PodDraft;
}

/** Metadata with labels, which win over those that are there. */
export function labelled(metadata: YamlMap, labels: YamlMap): YamlMap {
  return { ...metadata, labels: { ...(metadata.labels as YamlMap | undefined), ...labels } };
}
