import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { KptPackage } from '../support/kpt-package';

const BLUEPRINT = join(__dirname, '../../blueprints/clusters');

describe('the bootstrap of a cluster', () => {
  const kptPackage = new KptPackage(BLUEPRINT);
  afterAll(() => kptPackage.remove());
  const text = readFileSync(join(BLUEPRINT, 'rootsync.yaml'), 'utf8');
  const rootSync = parse(text);

  test('renders, and stays as it is when it is in a package that is made for a site', () => {
    expect(kptPackage.render()).toMatchObject({ status: 0 });
    expect(kptPackage.eval('set-target-site', ['site=edge1'])).toMatchObject({ status: 0 });
    expect(kptPackage.eval('set-labels', ['env=prod'])).toMatchObject({ status: 0 });
    expect(readFileSync(join(kptPackage.folder, 'rootsync.yaml'), 'utf8')).toBe(text);
  });

  test('does not manage itself, and follows a branch that it names', () => {
    expect(rootSync.metadata.annotations).toEqual({ 'config.kubernetes.io/local-config': 'true' });
    expect(rootSync.metadata.namespace).toBe('config-management-system');
    expect(rootSync.spec.git).toMatchObject({ branch: 'main', auth: 'token', secretRef: { name: 'git-credentials' } });
  });

  test('its setters say which repository it is about', () => {
    const repository = (site: string) => text.replace('/nephio/edge1-config.git', `/nephio/${site}-config.git`);
    for (const site of ['edge1', 'edge2']) {
      const setters = [`site=${site}`, 'git-server=https://git.example.com/nephio'];
      expect(kptPackage.eval('apply-setters', setters)).toMatchObject({ status: 0 });
      expect(readFileSync(join(kptPackage.folder, 'rootsync.yaml'), 'utf8')).toBe(repository(site));
    }
  });
});
