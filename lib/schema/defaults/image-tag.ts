const DOMAIN =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?$/;
const REMOTE = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;
const SUFFIXES =
  /^(.*?)(?::(\w[\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$/;
const IDENTIFIER = /^[a-f0-9]{64}$/;
const MAX_NAME = 255;

/**
 * Whether an image is of the tag `latest`: it says so, or it has neither tag nor digest. No reference is of none.
 * Source: the grammar of github.com/distribution/reference, and pkg/util/parsers of Kubernetes.
 */
export function isLatest(image: string): boolean {
  const [, name = '', tag, digest] = SUFFIXES.exec(image) ?? [];
  if (IDENTIFIER.test(image) || !isName(name)) return false;
  return tag === undefined ? digest === undefined : tag === 'latest';
}

function isName(name: string): boolean {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const hasDomain = slash > 0 && (/[.:[]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (!hasDomain) return name.length <= MAX_NAME && REMOTE.test(name);
  return DOMAIN.test(first) && REMOTE.test(name.slice(slash + 1)) && name.length <= MAX_NAME;
}
