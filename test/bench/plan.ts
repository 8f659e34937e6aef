export interface Rounds {
  resources: number;
  rounds: number;
}

/** What is measured, and how often. */
export interface Plan {
  lists: readonly Rounds[];
  /** The size up to which time is to grow as the list does; set-labels only, as Go would need 12 GB. */
  largest?: Rounds;
  pipelines: readonly Rounds[];
  images: boolean;
  peers: boolean;
}

/** `full` takes about ten minutes on two cores, `quick` one or two; `smallest` shows that everything works. */
export const PLANS: Record<string, Plan> = {
  full: {
    lists: [
      { resources: 0, rounds: 25 },
      { resources: 100, rounds: 21 },
      { resources: 1_000, rounds: 15 },
      { resources: 10_000, rounds: 7 },
    ],
    largest: { resources: 100_000, rounds: 3 },
    pipelines: [
      { resources: 20, rounds: 5 },
      { resources: 100, rounds: 5 },
      { resources: 1_000, rounds: 5 },
    ],
    images: true,
    peers: true,
  },
  quick: {
    lists: [
      { resources: 0, rounds: 5 },
      { resources: 100, rounds: 3 },
      { resources: 1_000, rounds: 3 },
      { resources: 10_000, rounds: 1 },
    ],
    pipelines: [
      { resources: 20, rounds: 2 },
      { resources: 100, rounds: 1 },
    ],
    images: true,
    peers: true,
  },
  smallest: {
    lists: [
      { resources: 0, rounds: 1 },
      { resources: 10, rounds: 1 },
    ],
    pipelines: [{ resources: 10, rounds: 1 }],
    images: false,
    peers: false,
  },
};
