import type { Measured, Measurement, PipelineMeasurement, Platform } from '../results';

/** Looks figures up in what was measured. */
export class Figures {
  constructor(private readonly measured: Pick<Measured, 'functions' | 'pipelines'>) {}

  find(what: string, on: Platform, resources: number, config = true): Measurement | undefined {
    return this.measured.functions.find(
      measurement =>
        measurement.what === what &&
        measurement.on === on &&
        measurement.resources === resources &&
        measurement.config === config,
    );
  }

  /** The median of its times in milliseconds. */
  wall(what: string, on: Platform, resources: number): number | undefined {
    return this.find(what, on, resources)?.wallMs.median;
  }

  /** How often the first time holds the second. */
  ratio(a: number | undefined, b: number | undefined): number | undefined {
    return a === undefined || b === undefined ? undefined : a / b;
  }

  pipeline(via: PipelineMeasurement['via'], on: Platform, resources: number): number | undefined {
    return this.measured.pipelines.find(
      pipeline => pipeline.via === via && pipeline.on === on && pipeline.resources === resources,
    )?.wallMs.median;
  }

  /** Our functions on an empty list. */
  startsOf(on: Platform, config: boolean): Measurement[] {
    return this.measured.functions.filter(
      measurement =>
        measurement.on === on &&
        measurement.resources === 0 &&
        measurement.config === config &&
        measurement.what !== 'empty script',
    );
  }

  /** Sizes of lists, ascending. */
  get sizes(): number[] {
    return ascending(this.measured.functions.map(({ resources }) => resources));
  }

  get pipelineSizes(): number[] {
    return ascending(this.measured.pipelines.map(({ resources }) => resources));
  }
}

function ascending(sizes: readonly number[]): number[] {
  return [...new Set(sizes)].sort((a, b) => a - b);
}
