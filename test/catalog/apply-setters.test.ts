import { applySetters } from '../../functions/apply-setters/function';
import { APPLY_SETTERS_DIFFERENCES } from './apply-setters/differences';
import { applySettersPackages } from './apply-setters/packages';
import { compareWithCatalog } from './compare';

compareWithCatalog({
  name: 'apply-setters',
  ours: applySetters as never,
  hasModule: true,
  keepsLayout: false,
  packages: applySettersPackages,
  differences: APPLY_SETTERS_DIFFERENCES,
});
