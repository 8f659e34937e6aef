import type { CelValue } from '../cel/evaluate/value';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { asStoredObject } from './cluster-metadata';
import type { LabelsOfNamespace } from './match-resources';
import { textOf } from './read-value';

/** What stands for a namespace that is not in the package: one with its name alone, or none. */
export type MissingNamespace = 'synthesise' | 'package';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** The namespaces that policies see. */
export class Namespaces {
  private readonly known = new Map<string, YamlMap>();
  private readonly values = new Map<string, CelValue>();
  private readonly made = new Set<string>();

  constructor(
    objects: Iterable<YamlMap>,
    private readonly missing: MissingNamespace,
  ) {
    for (const object of objects) {
      const name = isMap(object.metadata) ? textOf(object.metadata.name) : '';
      if (!this.known.has(name)) this.known.set(name, completed(object, name));
    }
  }

  /** The names of those that had to be made up. */
  get synthesised(): string[] {
    return [...this.made].sort();
  }

  readonly labelsOf: LabelsOfNamespace = name => {
    const found = this.find(name);
    return found ? { labels: labelsOf(found) } : { problem: `namespaces ${JSON.stringify(name)} not found` };
  };

  /** `namespaceObject` of a request: null for what is of the cluster. */
  valueOf(name: string): CelValue {
    if (name === '') return null;
    let value = this.values.get(name);
    if (value === undefined) {
      const found = this.find(name);
      value = found ? asStoredObject(found, 'namespaceObject') : null;
      this.values.set(name, value);
    }
    return value;
  }

  private find(name: string): YamlMap | undefined {
    const known = this.known.get(name);
    if (known || this.missing === 'package') return known;
    this.made.add(name);
    const made = completed({ metadata: { name } }, name);
    this.known.set(name, made);
    return made;
  }
}

function labelsOf({ metadata }: YamlMap): YamlValue | undefined {
  return isMap(metadata) ? metadata.labels : undefined;
}

/** With what the API server puts into every namespace; expressions see these parts of it only. */
function completed({ metadata, spec, status }: YamlMap, name: string): YamlMap {
  const own = isMap(metadata) ? metadata : {};
  return {
    metadata: { ...own, labels: { ...(isMap(own.labels) ? own.labels : {}), [NAME_LABEL]: name } },
    spec: isMap(spec) ? spec : { finalizers: ['kubernetes'] },
    status: isMap(status) ? status : { phase: 'Active' },
  };
}
