// Rejects invalid options at once, with a message that names the option. The room would reject them too,
// but later and with less detail.

/**
 * @param caller who was given them, for the sentence.
 * @throws TypeError if these cannot be a server's address or a room's name.
 */
export function checkAddress(caller: string, server: unknown, room: unknown): void {
  check(caller, 'server', isAddress(server), 'be an address like https://chat.example.com', server);
  const isRoom = typeof room === 'string' && /^[a-z0-9_-]{1,64}$/.test(room);
  check(caller, 'room', isRoom, 'be 1 to 64 of a-z 0-9 - _', room);
}

/** @throws TypeError if an option has a name that is none of these. */
export function checkNames(
  caller: string,
  options: object | null | undefined,
  names: string,
): void {
  for (const [option, given] of Object.entries(options ?? {}))
    if (given !== undefined && !names.split(', ').includes(option))
      throw new TypeError(`${caller}: there is no option "${option}", only ${names}.`);
}

/** @throws TypeError if an option is invalid. */
export function check(
  caller: string,
  option: string,
  isGood: boolean,
  must: string,
  given: unknown,
): void {
  if (isGood) return;
  throw new TypeError(`${caller}: "${option}" must ${must}, not ${shown(given)}.`);
}

function shown(given: unknown): string | undefined {
  if (typeof given === 'function') return 'a function';
  // An object may hold secrets, as local storage does.
  return given && typeof given === 'object' ? 'an object' : JSON.stringify(given);
}

function isAddress(server: unknown): boolean {
  try {
    return /^https?:$/.test(new URL(String(server)).protocol);
  } catch {
    return false;
  }
}
