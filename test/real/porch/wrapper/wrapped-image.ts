import { dirname } from 'node:path';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { inspect } from '../../../support/containers';
import { freePort } from '../../free-port';
import { porchBinary } from '../binaries';
import { Evaluator } from './evaluator';

/** Where Porch's Pods have the wrapper: in a folder that an init container fills. */
const TOOLS = '/wrapper-server-tools';

class ReadOnlyContainer extends GenericContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    this.hostConfig.ReadonlyRootfs = true;
  }
}

/** An image as a Pod of Porch runs it: the wrapper is the command, the image's ENTRYPOINT its arguments, CMD is dropped. */
export class WrappedImage {
  private constructor(
    private readonly container: StartedTestContainer,
    readonly evaluator: Evaluator,
  ) {}

  /** Another program of the image than its function can be named. */
  static async start(image: string, program?: readonly string[]): Promise<WrappedImage> {
    const { Config } = inspect<{ Config: { Entrypoint: string[] } }>(image);
    const port = await freePort();
    const container = await new ReadOnlyContainer(image)
      .withBindMounts([{ source: dirname(porchBinary('wrapper-server')), target: TOOLS, mode: 'ro' }])
      .withEntrypoint([`${TOOLS}/wrapper-server`])
      .withCommand(['--port', `${port}`, '--', ...(program ?? Config.Entrypoint)])
      // Not every engine has a network of its own.
      .withNetworkMode('host')
      .withUser('nobody')
      .withSecurityOpt('no-new-privileges')
      .withDroppedCapabilities('ALL')
      .withWaitStrategy(Wait.forLogMessage(/Listening on/))
      .start();
    return new WrappedImage(container, new Evaluator(`127.0.0.1:${port}`));
  }

  async stop(): Promise<void> {
    this.evaluator.close();
    await this.container.stop();
  }
}
