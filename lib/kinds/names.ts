/** On every object a function of this library made: which one. */
export const GENERATED_BY_ANNOTATION = 'intent.nephio.org/generated-by';
/** What the object was made from: `<kind>/<name>/<expectation id>`. Stable while names and namespaces change. */
export const SOURCE_ANNOTATION = 'intent.nephio.org/source';
/** Which of the objects made from that source it is. */
export const ROLE_ANNOTATION = 'intent.nephio.org/role';

/** The sites an object or an intent is meant for: site names or group names, separated by commas. */
export const TARGET_SITES_ANNOTATION = 'intent.nephio.org/target-sites';
/** The service type of the intent an object was made from: eMBB, URLLC … */
export const SERVICE_TYPE_ANNOTATION = 'intent.nephio.org/service-type';
/** On a hand-written object that is kept out of this site's cluster because it is meant for other sites. */
export const PARKED_ANNOTATION = 'intent.nephio.org/parked';

/** The cluster an object goes to; Nephio's bootstrap controller reads it from the first resource of a package. */
export const CLUSTER_NAME_ANNOTATION = 'nephio.org/cluster-name';
/** The site an object goes to, for selectors in the cluster; the key the source systems use. */
export const SITE_LABEL = 'deployment.nephio.org/site';
