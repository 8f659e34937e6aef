import buildImages from '../../../containers/build-images';
import { porchBinary } from '../binaries';

/** Before the suite starts: Porch's wrapper, and the images that it goes into. */
// biome-ignore lint/style/noDefaultExport: jest asks for it
export default async function buildParts(): Promise<void> {
  porchBinary('wrapper-server');
  await buildImages();
}
