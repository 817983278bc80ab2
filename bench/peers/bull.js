// usage: node bull.js both|intake|work PORT REDIS_PORT MAIL_URL CONCURRENCY
import Bull from 'bull';
import { listen } from './intake.js';
import { mailer } from './mail.js';

const [role, port, redis, mail, concurrency] = process.argv.slice(2);
const queue = new Bull('notices', {
  redis: { host: '127.0.0.1', port: Number(redis) },
  defaultJobOptions: { attempts: 8, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: true },
});

if (role !== 'work') {
  await listen(Number(port), async (notice, delay) => (await queue.add(notice, delay ? { delay } : undefined)).id);
}
if (role !== 'intake') {
  const send = mailer(mail, 64);
  queue.process(Number(concurrency), job => send(job.data)).catch(() => {});
}
await queue.isReady();
console.log('ready');
