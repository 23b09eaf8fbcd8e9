import type { Context } from 'hono';
import { fault } from '../protocol/errors.ts';
import { faultResponse } from './faults.ts';

/** Every method that some route takes. */
const METHODS = ['GET', 'POST'];

type Routes = {
  readonly router: {
    readonly match: (
      method: string,
      path: string,
    ) => readonly [
      readonly (readonly [readonly [unknown, { readonly method: string }], unknown])[],
      ...unknown[],
    ];
  };
};

/** The methods that an address takes; none where there is nothing. Middleware takes all, and doesn't count. */
function methodsOf({ router }: Routes, path: string): string[] {
  const taken = METHODS.filter((method) =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );
  // A route that answers GET answers HEAD, too.
  return taken.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

/** The answer to a method that an address does not take [R77]; `null` where there is nothing at it. */
export function wrongMethod(app: Routes, { req }: Context): Response | null {
  const methods = methodsOf(app, req.path);
  if (methods.length === 0 || methods.includes(req.method)) return null;
  const refusal = faultResponse(
    fault('method_not_allowed', `Use ${methods.join(' or ')} here, not ${req.method}.`),
  );
  // What a browser asks before is answered for the whole of the API.
  const preflight = req.path.startsWith('/api/') ? ['OPTIONS'] : [];
  refusal.headers.set('Allow', [...methods, ...preflight].join(', '));
  return refusal;
}
