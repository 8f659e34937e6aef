import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { lateOptimisationFlags } from './late-optimisation';

describe('late optimisation', () => {
  const flags = lateOptimisationFlags(process.versions.node);

  test('the version of Node.js that runs the tests knows its flags', () => {
    // Unlike `setFlagsFromString`, the command line refuses what V8 does not know.
    const { status, stderr } = spawnSync(process.execPath, [...flags, '--eval', ''], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.each(['20.20.2', '22.12.0', '24.1.0'])('%s waits longer than V8 itself does', version => {
    expect(lateOptimisationFlags(version)).not.toEqual([]);
  });

  test('a version that nobody has looked at is left as it is', () => {
    expect(lateOptimisationFlags('21.7.0')).toEqual([]);
    expect(lateOptimisationFlags('99.0.0')).toEqual([]);
  });
});
