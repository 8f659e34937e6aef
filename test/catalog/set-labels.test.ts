import { setLabels } from '../../functions/set-labels/function';
import { compareWithCatalog } from './compare';
import { SET_LABELS_DIFFERENCES } from './set-labels/differences';
import { setLabelsPackages } from './set-labels/packages';

/** No version of its module can be had from the proxy: CATALOG_SET_LABELS names a binary, built from the catalog. */
compareWithCatalog({
  name: 'set-labels',
  ours: setLabels as never,
  hasModule: false,
  keepsLayout: true,
  packages: setLabelsPackages,
  differences: SET_LABELS_DIFFERENCES,
});
