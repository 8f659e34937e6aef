import { join } from 'node:path';
import { type Client, credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const MAX_MESSAGE = 16 * 1024 * 1024;

interface Evaluated {
  resourceList: Buffer;
  log: Buffer;
}

type Evaluate = (
  request: { resourceList: Buffer; image: string },
  answer: (error: ServiceError | null, evaluated?: Evaluated) => void,
) => void;

type EvaluatorClient = Client & { evaluateFunction: Evaluate };

/** Asks a function as Porch does: over gRPC, a ResourceList in and one out. */
export class Evaluator {
  private readonly client: EvaluatorClient;

  constructor(address: string) {
    const { evaluator } = loadPackageDefinition(loadSync(join(__dirname, 'evaluator.proto'))) as unknown as {
      evaluator: { FunctionEvaluator: new (...args: unknown[]) => EvaluatorClient };
    };
    const options = { 'grpc.max_receive_message_length': MAX_MESSAGE, 'grpc.max_send_message_length': MAX_MESSAGE };
    this.client = new evaluator.FunctionEvaluator(address, credentials.createInsecure(), options);
  }

  /** What the function gives; its failure is an error with the wrapper's message. */
  evaluate(list: string, image: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.client.evaluateFunction({ resourceList: Buffer.from(list), image }, (error, evaluated) => {
        if (error || !evaluated) reject(error ?? new Error('no answer'));
        else resolve(evaluated.resourceList.toString());
      });
    });
  }

  close(): void {
    this.client.close();
  }
}
