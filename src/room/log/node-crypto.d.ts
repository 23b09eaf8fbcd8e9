// The one piece of Node that the room uses; all of Node's types would bring its globals along.
declare module 'node:crypto' {
  export function createHash(algorithm: 'sha256'): {
    update(text: string): { digest(encoding: 'base64url'): string };
  };
}
