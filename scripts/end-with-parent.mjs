// An orphan ends. A command that is killed outright cannot see to what it has started, and npm hands
// a SIGTERM only to the shell below it, which dies without handing it on.
const parent = process.ppid;
const LOOK_EVERY_MS = 500;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, LOOK_EVERY_MS).unref();
