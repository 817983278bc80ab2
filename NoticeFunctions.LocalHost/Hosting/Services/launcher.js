// Starts a program in a session of its own, so that it outlives its starter and never sees the terminal's Ctrl-C; or ends one.
// node -e THIS '{"verb":"start","file":…,"args":[…],"environment":{…},"folder":…,"log":…}'  prints the pid
// node -e THIS '{"verb":"stop","pid":…,"graceMilliseconds":…}'            returns when the program is gone
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const order = JSON.parse(process.argv[1]);

function start({ file, args, environment, folder, log }) {
  const out = fs.openSync(log, 'w');
  const child = spawn(file, args, { cwd: folder, env: { ...process.env, ...environment }, detached: true, windowsHide: true, stdio: ['ignore', out, out] });
  child.on('error', e => { console.error(e.message); process.exit(1); });
  child.on('spawn', () => { console.log(child.pid); child.unref(); });
}

function gone(pid) {
  try { process.kill(pid, 0); } catch { return true; }
  // Where nobody reaps orphans, an ended program stays as a zombie.
  try { return /\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')); } catch { return false; }
}

function stop({ pid, graceMilliseconds }) {
  if (gone(pid)) return;
  process.kill(pid, 'SIGTERM');
  const kill = setTimeout(() => { if (!gone(pid)) process.kill(pid, 'SIGKILL'); }, graceMilliseconds);
  const watch = setInterval(() => { if (gone(pid)) { clearInterval(watch); clearTimeout(kill); } }, 10);
}

order.verb === 'start' ? start(order) : stop(order);
