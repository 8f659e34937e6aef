import { validateSchema } from '../../functions/validate-schema/function';
import { listOf, run } from './run';

/** The errors of objects: `code path`. */
export function findings(documents: string | string[], config?: string): string[] {
  const { results } = run(validateSchema, listOf([documents].flat(), config));
  return results
    .filter(({ severity }) => severity === 'error')
    .map(({ tags, field }) => `${tags?.code} ${field?.path ?? ''}`.trim());
}

/** The messages of errors. */
export function messages(documents: string | string[], config?: string): string[] {
  const { results } = run(validateSchema, listOf([documents].flat(), config));
  return results.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

/** An object of the name x, as JSON. */
export const object = (apiVersion: string, kind: string, more: object) =>
  JSON.stringify({ apiVersion, kind, metadata: { name: 'x' }, ...more });
