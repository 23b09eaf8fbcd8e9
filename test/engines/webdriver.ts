/** A session of a W3C WebDriver: the part of the protocol that is used here. */
export class WebDriverSession {
  readonly browserVersion: string;
  readonly #url: string;

  static async create(driver: string, alwaysMatch: object): Promise<WebDriverSession> {
    const made = await request<{
      sessionId: string;
      capabilities: { browserVersion: string };
    }>('POST', `${driver}/session`, { capabilities: { alwaysMatch } });
    return new WebDriverSession(
      `${driver}/session/${made.sessionId}`,
      made.capabilities.browserVersion,
    );
  }

  private constructor(url: string, browserVersion: string) {
    this.#url = url;
    this.browserVersion = browserVersion;
  }

  get<T>(command: string): Promise<T> {
    return request('GET', `${this.#url}/${command}`);
  }

  post<T>(command: string, body: object = {}): Promise<T> {
    return request('POST', `${this.#url}/${command}`, body);
  }

  delete(): Promise<void> {
    return request('DELETE', this.#url);
  }
}

async function request<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) {
    const { error, message } = value as { error: string; message: string };
    throw new Error(`WebDriver: ${error}: ${message}`);
  }
  return value as T;
}
