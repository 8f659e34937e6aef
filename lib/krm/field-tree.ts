/** A field of a kind: the steps to it, `*` for every item of a list. */
export interface Field {
  readonly path: readonly string[];
}

/** Fields merged by the beginnings their paths share, so that an object is walked once for all of them. */
export class FieldTree<F extends Field> {
  /** The fields that end here. */
  readonly fields: readonly F[];
  readonly branches: readonly FieldTree<F>[];
  /** The fields that end here or further on, without a list in between. */
  readonly direct: readonly F[];

  constructor(
    /** The fields that end here or further on. */
    readonly all: readonly F[],
    /** The number of steps from the root, and the last of them. */
    readonly depth = 0,
    readonly step = '',
  ) {
    this.fields = all.filter(({ path }) => path.length === depth);
    this.direct = all.filter(({ path }) => !path.includes('*', depth));
    const steps = new Set(all.flatMap(({ path }) => path[depth] ?? []));
    this.branches = [...steps].map(
      next =>
        new FieldTree(
          all.filter(({ path }) => path[depth] === next),
          depth + 1,
          next,
        ),
    );
  }
}
