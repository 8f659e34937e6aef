import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { splitDocuments } from '../../../tools/render/package-folder';
import { startApiServer } from '../../real/apiserver/api-server';
import { Judge, type Verdict } from '../../real/apiserver/judge';
import { manifestOf } from '../../real/apiserver/manifest';
import { SetupError } from '../../real/apiserver/setup';
import { UnavailableError } from '../../real/unavailable-error';

const USAGE = `Prints what a real API server thinks of manifests: one JSON object per YAML document, in order.

  verdict [--setup FILE ...] [MANIFEST ...]

  MANIFEST  files of YAML; without one, or as -, standard input
  --setup   manifests that are there for real before: CRDs, ValidatingAdmissionPolicies, bindings, parameters

Each line has file, index (of the document in its file), kind, name, verdict (accepted, refused, unknown-kind), code,
reason, message, causes [{field, reason, message}] and warnings. Every object is judged as new and on its own, with strict
validation, and is not kept; its namespace is there. Exit code: 0 all were judged, whatever the verdicts; 1 no server, or
it refuses the setup; 2 wrong use.`;

/** The arguments do not name what they should. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface Document {
  file: string;
  index: number;
  text: string;
}

async function main(): Promise<void> {
  const { values, positionals } = readArgs();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (positionals.length === 0 && process.stdin.isTTY) throw new UsageError('name manifests, or give them on stdin');
  const documents = (positionals.length === 0 ? ['-'] : positionals).flatMap(readDocuments);
  const setup = values.setup.flatMap(readDocuments).map(({ text }) => text);
  if (documents.length === 0) throw new UsageError('there is no document to judge');
  const server = await startApiServer();
  try {
    const judge = new Judge(server);
    await judge.setUp(setup);
    for (const document of documents) console.log(line(document, await judge.verdict(document.text)));
  } finally {
    await server.stop();
  }
}

function readArgs() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { setup: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readDocuments(file: string): Document[] {
  try {
    const texts = splitDocuments(readFileSync(file === '-' ? 0 : file, 'utf8'));
    return texts.map((text, index) => ({ file, index, text }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function line({ file, index, text }: Document, verdict: Verdict): string {
  const { kind = '', metadata } = manifestOf(text);
  return JSON.stringify({ file, index, kind, name: metadata?.name ?? '', ...verdict });
}

main().catch((error: unknown) => {
  const known = error instanceof UsageError || error instanceof UnavailableError || error instanceof SetupError;
  if (!known) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
