// Preloaded into wrangler. A command that is killed outright cannot clean up behind itself, so its
// children look whether it still lives; an orphan takes its process group, workerd too, down with it.
const parent = process.ppid;
const LOOK_EVERY_MS = 500;

setInterval(() => {
  if (process.ppid !== parent) process.kill(0, 'SIGKILL');
}, LOOK_EVERY_MS).unref();
