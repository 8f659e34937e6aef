import { formatPath } from '../../yaml/path';
import type { AmbiguousText } from '../walk';
import type { GitOpsFinding } from './rules';

/** What comes of a plain text that YAML readers do not agree about. */
export function ambiguousText({ path, text, reading, wanted }: AmbiguousText): GitOpsFinding {
  const place = formatPath(path);
  if (reading === null) {
    const message = `${place}: ~ is null, so nothing stands here; put it in quotes if the text was meant, or delete the field`;
    return { rule: 'null-for-text', path, message, current: null, proposed: text };
  }
  if (reading === 'base 60') {
    const message = `${place}: YAML 1.1 readers take ${text} for a number to the base 60 (the API server does not): put it in quotes`;
    return { rule: 'number-for-text', path, message, current: text, proposed: text };
  }
  if (wanted === 'boolean') {
    const message = `${place}: the API server reads ${text} as ${reading}, kpt as a string: write ${reading}`;
    return { rule: 'text-for-boolean', path, message, current: text, proposed: String(reading) };
  }
  const isMetadata = path[0] === 'metadata' && (path[1] === 'labels' || path[1] === 'annotations');
  const rule = isMetadata ? 'metadata-text' : 'boolean-for-text';
  const message = `${place}: Config Sync and the API server read ${text} as ${reading}, and want a string: put it in quotes`;
  return { rule, path, message, current: text, proposed: text };
}
