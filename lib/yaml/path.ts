/** Keys of mappings and indexes of sequences, from the outside in. */
export type Path = readonly (string | number)[];

/** `spec.containers[0].image`, for messages and results. */
export function formatPath(path: Path): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  }
  return text;
}
