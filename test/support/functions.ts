import { applySetters } from '../../functions/apply-setters/function';
import { expectationToBundle } from '../../functions/expectation-to-bundle/function';
import { policyEnforcer } from '../../functions/policy-enforcer/function';
import { setLabels } from '../../functions/set-labels/function';
import { setNamespace } from '../../functions/set-namespace/function';
import { setTargetSite } from '../../functions/set-target-site/function';
import { validateSchema } from '../../functions/validate-schema/function';
import type { KrmFunction } from '../../lib/krm/function';

/** Every function, for the tests of what all of them promise. Each reads its own config from the list. */
export const FUNCTIONS: readonly KrmFunction<never>[] = [
  applySetters,
  expectationToBundle,
  policyEnforcer,
  setLabels,
  setNamespace,
  setTargetSite,
  validateSchema,
] as KrmFunction<never>[];
