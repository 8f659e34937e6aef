import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { compareText } from '../../lib/krm/result';
import { shown } from './findings';
import { valuesIn } from './pattern';
import type { SetterComment } from './setter-comments';

/** A setter of a package, by its comments. */
interface FoundSetter {
  fields: number;
  /** The values that fields have for it now, in words, each once. */
  values: Set<string>;
  files: Set<string>;
}

const MOST_NAMED = 5;

/** Reports each setter of a package: how many fields have it, which values and files. */
export function listSetters(comments: readonly SetterComment[], resources: ResourceList, report: Report): void {
  const setters = new Map<string, FoundSetter>();
  for (const comment of comments) {
    const values = valuesOf(comment);
    const file = resources.fileOf(comment.object)?.path;
    for (const name of new Set(comment.pattern.names)) {
      let setter = setters.get(name);
      if (!setter) {
        setter = { fields: 0, values: new Set(), files: new Set() };
        setters.set(name, setter);
      }
      setter.fields++;
      const value = values?.get(name);
      if (value !== undefined) setter.values.add(value);
      if (file !== undefined) setter.files.add(file);
    }
  }
  for (const [name, setter] of [...setters].sort(([a], [b]) => compareText(a, b))) {
    report.info({ code: 'SETTER', message: describe(name, setter), tags: { setter: name } });
  }
  if (setters.size > 0) return;
  report.info({
    code: 'NO_SETTERS',
    message: 'the package has no setters: no value has a comment `# kpt-set: ${name}`',
  });
}

/** The values that the field of a comment has for its setters; undefined where they cannot be told apart. */
function valuesOf({ object, node, target, pattern }: SetterComment): ReadonlyMap<string, string> | undefined {
  const { document } = object;
  if (target === 'list') {
    const items = document.items(node, []).map(item => document.getText(item, []));
    return new Map(pattern.names.map(name => [name, `[${some(items.map(item => shown(item ?? '…')))}]`]));
  }
  const text = target === 'scalar' ? document.getText(node, []) : undefined;
  const values = text === undefined ? undefined : valuesIn(text, pattern);
  return values && new Map([...values].map(([name, value]) => [name, shown(value)]));
}

function describe(name: string, { fields, values, files }: FoundSetter): string {
  const count = fields === 1 ? '1 field' : `${fields} fields`;
  const where = files.size === 0 ? '' : ` in ${some([...files].sort(compareText))}`;
  const what = values.size === 0 ? '' : `, now ${some([...values])}`;
  return `setter \`${name}\`: ${count}${where}${what}`;
}

function some(names: readonly string[]): string {
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return names.slice(0, MOST_NAMED).join(', ') + rest;
}
