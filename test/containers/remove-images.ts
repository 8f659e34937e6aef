import { docker, removeUnnamed } from '../../tools/images/docker';

/** Removes what the suite has built, except the bases, whose tags tell what is in them. */
// biome-ignore lint/style/noDefaultExport: jest asks for it
export default function removeImages(): void {
  const repository = process.env.TEST_REPOSITORY;
  if (!repository) return;
  const images = docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', `${repository}*/*`]).split('\n');
  docker(['image', 'rm', ...images]);
  const bases = images.filter(image => image.includes('/base-'));
  for (const base of [...bases, process.env.TEST_BASE_NODE ?? '', process.env.TEST_BASE_BUN ?? '']) removeUnnamed(base);
}
