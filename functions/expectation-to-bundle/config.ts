import * as z from 'zod/mini';
import type { ConfigSpec } from '../../lib/krm/function-config';
import { INTENT_GROUP, INTENT_VERSION } from '../../lib/krm/own-kinds';
import { parseWith } from '../../lib/krm/schema-issues';
import { isIntentInput } from './inputs';

export interface ExpectationToBundleConfig {
  /** Namespace of new objects; objects that are there keep theirs. */
  namespace: string;
}

/** The source systems' namespace. */
const DEFAULT_NAMESPACE = 'intent-to-krm';

const schema = z.strictObject({
  namespace: z._default(
    z
      .string()
      .check(
        z.regex(
          /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/,
          'a namespace has lower-case letters, digits and "-", at most 63',
        ),
      ),
    DEFAULT_NAMESPACE,
  ),
});

export const expectationToBundleConfig: ConfigSpec<ExpectationToBundleConfig> = {
  kind: { group: INTENT_GROUP, version: INTENT_VERSION, kind: 'ExpectationToBundle' },
  keys: ['namespace'],
  isText: key => key === 'namespace',
  defaults: () => ({ namespace: DEFAULT_NAMESPACE }),
  isInput: isIntentInput,
  parse: settings => parseWith(schema, settings),
};
