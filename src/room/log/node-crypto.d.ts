// The only Node API that the room uses. The full types of Node would also declare its globals.
declare module 'node:crypto' {
  export function createHash(algorithm: 'sha256'): {
    update(text: string): { digest(encoding: 'base64url'): string };
  };
}
