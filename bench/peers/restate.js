// usage: node restate.js PORT MAIL_URL: the service; the server calls it. One durable step a notice.
import * as restate from '@restatedev/restate-sdk';
import { mailer } from './mail.js';

const [port, mail] = process.argv.slice(2);
const send = mailer(mail, 64);
const notices = restate.service({
  name: 'notices',
  handlers: { deliver: async (context, notice) => { await context.run('mail', () => send(notice)); } },
});
await restate.serve({ services: [notices], port: Number(port) });
console.log('ready');
