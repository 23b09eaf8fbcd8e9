// Ends this process when its parent has died. A parent killed with SIGKILL cannot stop its
// children, and npm sends SIGTERM only to its shell, which does not forward it.
const parent = process.ppid;
const LOOK_EVERY_MS = 500;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, LOOK_EVERY_MS).unref();
