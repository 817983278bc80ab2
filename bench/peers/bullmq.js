// usage: node bullmq.js both|intake|work PORT REDIS_PORT MAIL_URL CONCURRENCY
import { Queue, Worker } from 'bullmq';
import { listen } from './intake.js';
import { mailer } from './mail.js';

const [role, port, redis, mail, concurrency] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(redis), maxRetriesPerRequest: null };
// Finished jobs are dropped at once: the cheapest that it can do.
const options = { attempts: 8, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: true };

if (role !== 'work') {
  const queue = new Queue('notices', { connection, defaultJobOptions: options });
  await listen(Number(port), async (notice, delay) => (await queue.add('notice', notice, delay ? { delay } : undefined)).id);
}
if (role !== 'intake') {
  const send = mailer(mail, 64);
  const worker = new Worker('notices', job => send(job.data), { connection, concurrency: Number(concurrency) });
  await worker.waitUntilReady();
}
console.log('ready');
