import type { Context } from 'hono';
import { fault } from '../../protocol/errors.ts';
import { errorResponse } from './error-response.ts';

/** All methods that routes use. */
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

/** The methods that a path supports; empty if there is no route. Middleware matches all methods and is ignored. */
function methodsOf({ router }: Routes, path: string): string[] {
  const taken = METHODS.filter((method) =>
    router.match(method, path)[0].some(([[, route]]) => route.method === method),
  );
  // GET routes also answer HEAD.
  return taken.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
}

/** The response to an unsupported method [R77]; `null` if the path has no route. */
export function methodNotAllowed(app: Routes, { req }: Context): Response | null {
  const methods = methodsOf(app, req.path);
  if (methods.length === 0 || methods.includes(req.method)) return null;
  const refusal = errorResponse(
    fault('method_not_allowed', `Use ${methods.join(' or ')} here, not ${req.method}.`),
  );
  // Preflights are answered for the whole API.
  const preflight = req.path.startsWith('/api/') ? ['OPTIONS'] : [];
  refusal.headers.set('Allow', [...methods, ...preflight].join(', '));
  return refusal;
}
