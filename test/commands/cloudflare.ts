import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What wrangler sends for one of the Worker's bindings. */
export interface Binding {
  name: string;
  type: string;
  text?: string;
}

/**
 * The part of Cloudflare's API, on loopback, that a deploy of this Worker uses. It remembers what was
 * uploaded and which secrets exist, and like the real one never returns their values.
 */
export async function fakeCloudflare() {
  const uploads: Binding[][] = [];
  const secrets = new Set<string>();

  function answer(route: string, body: string): unknown {
    if (route === 'GET subdomain') return { subdomain: 'somebody' };
    if (route === 'POST scripts/edgewise/assets-upload-session')
      return { jwt: 'signed', buckets: [] };
    if (route === 'PUT scripts/edgewise') return upload(body);
    if (uploads.length === 0) return undefined;
    if (route === 'GET scripts/edgewise/secrets')
      return [...secrets].map((name) => ({ name, type: 'secret_text' }));
    if (route === 'GET services/edgewise') {
      const script = { tag: 'tag', tags: [], last_deployed_from: 'wrangler' };
      return { default_environment: { environment: 'production', script } };
    }
    if (route === 'GET workers/edgewise')
      return { id: 'id', name: 'edgewise', subdomain: { enabled: true } };
    if (route.endsWith('scripts/edgewise/subdomain'))
      return { enabled: true, previews_enabled: false };
    return undefined;
  }

  function upload(body: string): unknown {
    const { bindings } = JSON.parse(body.match(/^\{"main_module".*\}$/m)?.[0] ?? '{}');
    uploads.push(bindings);
    for (const { name, type } of bindings as Binding[])
      if (type === 'secret_text') secrets.add(name);
    return { id: 'edgewise', etag: 'etag', startup_time_ms: 1, deployment_id: 'deployment' };
  }

  const server = createServer(async (request, response) => {
    const path = (request.url ?? '')
      .replace(/\?.*/, '')
      .replace(/^.*\/accounts\/account\/workers\//, '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const result = answer(`${request.method} ${path}`, Buffer.concat(chunks).toString('latin1'));
    const found = result !== undefined;
    const errors = found
      ? []
      : [{ code: 10007, message: 'This Worker does not exist on your account.' }];
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ success: found, errors, messages: [], result: result ?? null }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());

  const env = {
    CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/client/v4`,
    CLOUDFLARE_API_TOKEN: 'token',
    CLOUDFLARE_ACCOUNT_ID: 'account',
  };
  return { env, uploads, secrets };
}
