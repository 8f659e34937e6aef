import { labelValueProblem } from '../krm/label-syntax';

const LABEL = /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
/** Room for prefixes such as `expectation-`, in a name that stays a valid label value. */
const MAX_LENGTH = 48;

/**
 * A stable name for any id: the id itself where it is one, else its letters and digits with a digest behind them that
 * keeps different ids apart.
 */
export function resourceName(id: string): string {
  if (id.length <= MAX_LENGTH && LABEL.test(id) && !/[.-]{2}/.test(id)) return id;
  const digest = sha256(id).slice(0, 8);
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH - 9)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? `x-${digest}` : `${slug}-${digest}`;
}

/** An id as a label: itself where it is a valid value, else the name made of it. */
export function labelText(id: string): string {
  return labelValueProblem(id) === undefined ? id : resourceName(id);
}

/** `node:crypto` doubles a function's start-up: it is loaded for the first id that is no name. */
function sha256(text: string): string {
  const { createHash }: typeof import('node:crypto') = require('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
