export interface Cause {
  field: string;
  reason: string;
  message: string;
}

/** What the decoder refuses is named in the message only, so it is read from there. The reasons are ours. */
const DECODING: readonly { reason: string; pattern: RegExp }[] = [
  { reason: 'DuplicateField', pattern: /duplicate field "((?:\\.|[^"\\])*)"/g },
  { reason: 'UnknownField', pattern: /unknown field "((?:\\.|[^"\\])*)"/g },
  { reason: 'WrongType', pattern: /cannot unmarshal \w+ into Go struct field \w+\.(\S+) of type [\w.*[\]]+/g },
];

/** The fields that an error of the decoder is about. */
export function decodingCauses(message: string): Cause[] {
  return DECODING.flatMap(({ reason, pattern }) =>
    [...message.matchAll(pattern)].map(([said, field = '']) => ({ field, reason, message: said })),
  );
}
