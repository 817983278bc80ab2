// Three mail servers on free loopback ports: plain, STARTTLS and TLS; the last two want a login. Recipients say how they are treated:
//   code-550@, code-450@ …      refused at RCPT with that code
//   data-554@, data-452@ …      refused after the mail was taken in, with that code
//   grey-N@                     greylisted (451) the first N times
//   mute@                       never answered
//   cut@                        the connection is cut after the mail, before it is answered
//   last@                       taken, and then the connection is closed
// What happens goes to the standard output, a JSON object a line; the first line names the ports.
import { SMTPServer } from 'smtp-server';

const seen = new Map();
const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });
const texts = { 550: '5.1.1 There is no mailbox <nobody@example.com> here', 450: '4.2.1 The mailbox is busy', 552: '5.2.2 The mailbox is full', 452: '4.3.1 No room', 554: '5.7.1 Not wanted', 451: '4.7.1 Greylisted, come again' };

function treat(address) {
  const [, how, number] = /^(code|data|grey)-(\d+)/.exec(address) ?? [undefined, address.split('@')[0].split('+')[0], 0];
  return { how, number: Number(number) };
}

function open(name, options) {
  const sockets = new Map();
  const server = new SMTPServer({
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1,
    size: 20 * 1024 * 1024,
    onConnect(session, callback) {
      tell({ event: 'connect', server: name, session: session.id });
      callback();
    },
    onClose(session) {
      tell({ event: 'close', server: name, session: session.id });
    },
    onAuth(auth, session, callback) {
      if (auth.username === 'busy') {
        return callback(refusal(454, '4.7.0 Temporary authentication failure'));
      }
      const isRight = auth.username === 'notices' && auth.password === 'p@ss wörd';
      return isRight ? callback(null, { user: auth.username }) : callback(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom(address, session, callback) {
      return callback(address.address.startsWith('blocked@') ? refusal(553, '5.7.1 This sender is not allowed') : null);
    },
    onRcptTo(address, session, callback) {
      const { how, number } = treat(address.address);
      if (how === 'code') {
        return callback(refusal(number, texts[number]));
      }
      if (how === 'grey') {
        const times = (seen.get(address.address) ?? 0) + 1;
        seen.set(address.address, times);
        return callback(times <= number ? refusal(451, texts[451]) : null);
      }
      if (how === 'mute') {
        return tell({ event: 'mute', session: session.id });
      }
      return callback();
    },
    onData(stream, session, callback) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map((one) => one.address);
        const { how, number } = treat(to[0]);
        tell({ event: 'mail', server: name, session: session.id, secure: session.secure, user: session.user ?? null, from: session.envelope.mailFrom.address, to, raw: Buffer.concat(chunks).toString('utf8') });
        if (how === 'data') {
          return callback(refusal(number, texts[number]));
        }
        if (how === 'cut') {
          return [...server.connections].find((one) => one.session.id === session.id)._socket.destroy();
        }
        callback(null, `2.0.0 OK: queued as ${session.id}`);
        if (how === 'last') {
          const connection = [...server.connections].find((one) => one.session.id === session.id);
          setImmediate(() => connection._socket.destroy());
        }
      });
    },
    ...options,
  });
  server.on('error', (error) => tell({ event: 'error', server: name, message: error.message }));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.server.address().port));
  });
}

const certificate = { key: process.env.TEST_KEY, cert: process.env.TEST_CERTIFICATE };
const plain = await open('plain', { authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] });
const startTls = await open('startTls', { ...certificate });
const tls = await open('tls', { ...certificate, secure: true });
tell({ plain, startTls, tls });
// The test that has started this closes our standard input; should it die, so does that.
process.stdin.on('end', () => process.exit(0)).resume();
