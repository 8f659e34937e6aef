import { setNamespace } from '../../functions/set-namespace/function';
import { compareWithCatalog } from './compare';
import { SET_NAMESPACE_DIFFERENCES } from './set-namespace/differences';
import { setNamespacePackages } from './set-namespace/packages';

compareWithCatalog({
  name: 'set-namespace',
  ours: setNamespace as never,
  hasModule: true,
  keepsLayout: true,
  packages: setNamespacePackages,
  differences: SET_NAMESPACE_DIFFERENCES,
});
