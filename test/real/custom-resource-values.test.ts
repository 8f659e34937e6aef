import { expect, test } from '@jest/globals';
import { CELL_CASES, CELL_CRD, cell } from '../support/custom-resource-cases';
import { suiteJudge } from './apiserver/suite-judge';

/** Custom resources with defaults, nulls, patterns and lists: validate-schema's verdicts are the API server's. */

const judge = suiteJudge([CELL_CRD]);

test.each(CELL_CASES)('%s', async (_what, spec, refused) => {
  const { causes, message } = await judge().verdict(cell(spec));
  // Some causes name their field in the message only.
  const named = causes.map(({ field, message }) =>
    field === '<nil>' ? (/spec[\w.[\]]*/.exec(message)?.[0] ?? '') : field,
  );
  const fields = [...new Set(named.map(field => field.replace(/^spec\./, '')))];
  expect({ fields, message }).toEqual({ fields: refused, message: refused.length > 0 ? expect.any(String) : '' });
});
