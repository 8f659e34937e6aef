import type { YamlMap } from '../../lib/yaml/value';
import { blockText } from '../../lib/yaml/write/render';

/** A YAML file with a comment on top. */
export function fileText(comment: string, objects: readonly YamlMap[]): string {
  const head = comment.split('\n').map(line => `# ${line}\n`);
  return `${head.join('')}${objects.map(object => `${blockText(object)}\n`).join('---\n')}`;
}
