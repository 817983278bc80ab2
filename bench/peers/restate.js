// usage: node restate.js PORT MAIL_URL: the service; the server calls it. One durable step a notice.
// The SDK asks for Node 22, of which it needs only this: on Node 20 it is put in before the SDK is loaded.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((a, b) => { resolve = a; reject = b; });
  return { promise, resolve, reject };
};
const restate = await import('@restatedev/restate-sdk');
const { mailer } = await import('./mail.js');

const [port, mail] = process.argv.slice(2);
const send = mailer(mail, 64);
const notices = restate.service({
  name: 'notices',
  handlers: { deliver: async (context, notice) => { await context.run('mail', () => send(notice)); } },
});
await restate.serve({ services: [notices], port: Number(port) });
console.log('ready');
