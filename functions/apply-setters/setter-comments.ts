import { CONFIG_INJECTION_ANNOTATION } from '../../lib/krm/annotations';
import type { KubeObject } from '../../lib/krm/kube-object';
import { isKptfile, isPackageContext, type ResourceList } from '../../lib/krm/resource-list';
import type { LineComment } from '../../lib/yaml/comments/line-comments';
import type { NodeId } from '../../lib/yaml/node-table';
import type { Path } from '../../lib/yaml/path';
import { parsePattern, type SetterPattern } from './pattern';

/** Why a comment sets nothing where it stands: what to do about it. */
export const MISPLACED = {
  alias:
    'an alias (`*name`) stands there: put the comment behind the value that has the anchor, or write the value out',
  alone: 'it does not stand behind a value: put it on the line of the value, or of the key of a list',
  below: 'the value starts on a later line: put it on the line of its key, before the comment',
  empty: 'there is no value yet: write one, such as "" or []',
  mapping: 'a mapping stands there: setters set single values and lists',
  nested: 'a list inside a list has no key: setters set the lists that have one',
  spelling: 'it must begin with `# kpt-set: `, spaces included',
} as const;

export type Misplacement = keyof typeof MISPLACED;

/** A `# kpt-set: ` comment, and what it stands at. */
export interface SetterComment {
  object: KubeObject;
  node: NodeId;
  path: Path;
  pattern: SetterPattern;
  target: 'scalar' | 'list' | Misplacement;
  /** Whether it stands at what kpt and Porch write, or in the config that is being applied. */
  isProtected: boolean;
}

const WORD = 'kpt-set:';
const OPENING = `# ${WORD} `;
const ODD_OPENING = /^#\s*kpt-set:\s*/;

/** The setter comments of a package, by objects and in the order of their text: a list before its items. */
export function findSetterComments(resources: ResourceList): SetterComment[] {
  const found: SetterComment[] = [];
  const patterns = new Patterns();
  for (const object of resources.items) {
    const comments = object.commentsWith(WORD);
    if (comments.length === 0) continue;
    const isOfOthers = isKptfile(object) || isPackageContext(object) || isOwnConfig(object, resources);
    const own: SetterComment[] = [];
    for (const comment of comments) {
      const { node, path, text } = comment;
      const pattern = patterns.read(text);
      if (!pattern) continue;
      const target = text.startsWith(OPENING) ? targetOf(object, comment) : 'spelling';
      own.push({ object, node, path, pattern, target, isProtected: isOfOthers || isInjected(object, path) });
    }
    own.sort((a, b) => a.node - b.node);
    for (const comment of own) found.push(comment);
  }
  return found;
}

/** Reads the patterns of comments; many are the same. */
class Patterns {
  private readonly known = new Map<string, SetterPattern | undefined>();

  /** Undefined where a comment names no setter. */
  read(comment: string): SetterPattern | undefined {
    if (!this.known.has(comment)) this.known.set(comment, patternIn(comment));
    return this.known.get(comment);
  }
}

function patternIn(comment: string): SetterPattern | undefined {
  const opening = comment.startsWith(OPENING) ? OPENING : ODD_OPENING.exec(comment)?.[0];
  if (opening === undefined) return undefined;
  const pattern = parsePattern(comment.slice(opening.length).trim());
  return pattern.names.length === 0 ? undefined : pattern;
}

/** As the catalog's function has it: a comment behind a value means that value, one behind a key the list below it. */
function targetOf({ document }: KubeObject, { place, node, path }: LineComment): SetterComment['target'] {
  if (place === 'alone') return 'alone';
  const kind = document.kind(node, []);
  const isBelow = place === 'key' && (kind === 'scalar' || document.isAlias(node) || document.isFlow(node));
  if (isBelow) return 'below';
  if (document.isAlias(node)) return 'alias';
  if (kind === 'map') return 'mapping';
  if (kind === 'sequence') return typeof path.at(-1) === 'string' ? 'list' : 'nested';
  return place === 'key' ? 'empty' : 'scalar';
}

function isOwnConfig(object: KubeObject, { functionConfig }: ResourceList): boolean {
  if (!functionConfig || functionConfig.identity.path === '') return false;
  const [own, other] = [functionConfig.identity, object.identity];
  return own.packagePath === other.packagePath && own.path === other.path && own.index === other.index;
}

/** What Porch fills it also compares, text by text: a change of ours would make it a new draft each time. */
function isInjected(object: KubeObject, [field]: Path): boolean {
  return (field === 'spec' || field === 'data') && object.annotations.has(CONFIG_INJECTION_ANNOTATION);
}
