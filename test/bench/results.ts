import type { Spread } from './statistics';

/** What runs a program: a runtime for ours, Go's compiler for their peers, nothing for `cat`. */
export type Platform = 'node' | 'bun' | 'go' | 'cat';

export interface Timing {
  runs: number;
  wallMs: Spread;
  cpuMs: Spread;
  peakMB: Spread;
}

/** A program fed with a list of so many resources. */
export interface Measurement extends Timing {
  what: string;
  on: Platform;
  resources: number;
  /** Whether the list had a functionConfig. */
  config: boolean;
  /** Time of the part that a program measures itself. */
  insideMs?: Spread;
}

/** `kpt fn render` of a package with five functions. */
export interface PipelineMeasurement extends Timing {
  via: 'exec' | 'image';
  on: Platform;
  resources: number;
}

export interface ImageSize {
  function: string;
  on: Platform;
  bytes: number;
  /** What it adds to the base that all functions share. */
  ownBytes: number;
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGB: number;
  system: string;
  /** By program: node, bun, go, kpt, docker. */
  versions: Record<string, string>;
}

export type Verdict = 'met' | 'missed' | 'not measured';

export interface Target {
  what: string;
  target: string;
  reached: string;
  /** What else a reader should know of it; may be empty. */
  note: string;
  verdict: Verdict;
}

export interface Measured {
  functions: Measurement[];
  pipelines: PipelineMeasurement[];
  images: ImageSize[];
  /** What could not be measured, and why; what else a reader should know. */
  notes: string[];
}

export interface Results extends Measured {
  date: string | undefined;
  commit: string;
  machine: Machine;
  /** The programs in Go that ours are measured against, by name, with where they come from. */
  peers: Record<string, string>;
  targets: Target[];
}
