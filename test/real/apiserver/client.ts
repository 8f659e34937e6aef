import { Agent, request } from 'node:https';

export interface ApiResponse<Body> {
  code: number;
  body: Body;
  /** The texts of the `Warning` headers. */
  warnings: string[];
}

/** What the API server answers in place of an object. */
export interface Status {
  message?: string;
  reason?: string;
  details?: { causes?: readonly { field?: string; reason?: string; message?: string }[] };
}

export interface ClientOptions {
  url: string;
  certificateAuthority: string;
  token: string;
  /** Whom to speak as, with no more rights than theirs. */
  user?: string;
}

/** Speaks to an API server as its admin. */
export class ApiClient {
  private readonly agent: Agent;

  constructor(private readonly options: ClientOptions) {
    this.agent = new Agent({ keepAlive: true, ca: options.certificateAuthority });
  }

  /** The same server, as somebody else. */
  as(user: string): ApiClient {
    return new ApiClient({ ...this.options, user });
  }

  get<Body>(path: string): Promise<ApiResponse<Body>> {
    return this.send<Body>('GET', path);
  }

  /** Text is sent as YAML, for the server to read as it is; anything else as JSON. */
  create<Body>(path: string, object: object | string): Promise<ApiResponse<Body>> {
    return this.write('POST', path, object);
  }

  replace<Body>(path: string, object: object | string): Promise<ApiResponse<Body>> {
    return this.write('PUT', path, object);
  }

  /** Server-side apply. */
  apply<Body>(path: string, object: object): Promise<ApiResponse<Body>> {
    return this.send('PATCH', path, JSON.stringify(object), 'application/apply-patch+yaml');
  }

  delete<Body>(path: string): Promise<ApiResponse<Body>> {
    return this.send<Body>('DELETE', path);
  }

  private write<Body>(method: string, path: string, object: object | string): Promise<ApiResponse<Body>> {
    if (typeof object === 'string') return this.send(method, path, object, 'application/yaml');
    return this.send(method, path, JSON.stringify(object));
  }

  private send<Body>(
    method: string,
    path: string,
    content = '',
    type = 'application/json',
  ): Promise<ApiResponse<Body>> {
    const { url, token, user } = this.options;
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'content-type': type,
      'content-length': Buffer.byteLength(content),
      ...(user !== undefined && { 'impersonate-user': user }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, url), { method, agent: this.agent, headers }, response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const warnings = (response.headersDistinct['warning'] ?? []).map(warningText);
          resolve({ code: response.statusCode ?? 0, body: readBody(text), warnings });
        });
      });
      sent.on('error', reject).end(content);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Health checks and the authenticator answer in plain text. */
function readBody<Body>(text: string): Body {
  return JSON.parse(text.startsWith('{') ? text : JSON.stringify({ message: text.trim() }));
}

/** `299 - "text"`, with `\"` and `\\` in the text. */
function warningText(header: string): string {
  const quoted = /"((?:\\.|[^"\\])*)"/s.exec(header)?.[1] ?? header;
  return quoted.replace(/\\(.)/gs, '$1');
}
