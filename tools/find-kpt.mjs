// Prints the kpt to use: the one on PATH if it is new enough, else a pinned one in .bin/, installed on first use.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Functions rely on the wire format of this version and later: annotations, results, Kptfile conditions. */
const OLDEST_BETA = 56;
const PINNED = 'github.com/kptdev/kpt@v1.0.0-beta.61';

const bin = join(process.cwd(), '.bin');
const installed = join(bin, 'kpt');

function versionOf(command) {
  try {
    return execFileSync(command, ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

function isNewEnough(version) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:-beta\.(\d+))?/.exec(version ?? '');
  if (!match) return false;
  const [major, minor, patch, beta] = match.slice(1).map(part => (part === undefined ? undefined : Number(part)));
  return major > 1 || (major === 1 && (minor > 0 || patch > 0 || beta === undefined || beta >= OLDEST_BETA));
}

function install(found) {
  const instead = found ? `kpt ${found} on PATH is too old or unknown` : 'there is no kpt on PATH';
  console.error(`${instead}: installing ${PINNED} into .bin/ (once)`);
  try {
    execFileSync('go', ['install', PINNED], { env: { ...process.env, GOBIN: bin }, stdio: ['ignore', 2, 2] });
  } catch {
    console.error(
      `install kpt 1.0.0-beta.${OLDEST_BETA} or later (https://kpt.dev/installation), or Go to have it installed here`,
    );
    process.exit(1);
  }
}

const found = versionOf('kpt');
if (isNewEnough(found)) console.log('kpt');
else {
  if (!existsSync(installed)) install(found);
  console.log(installed);
}
