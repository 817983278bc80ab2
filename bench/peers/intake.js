// The intake that both Bull variants share: fastify, its schema validation, one job a notice.
import Fastify from 'fastify';

const body = {
  type: 'object',
  required: ['title', 'content', 'to'],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 998 },
    content: { type: 'string', minLength: 1, maxLength: 65536 },
    to: {
      type: 'array', minItems: 1, maxItems: 10000,
      items: { type: 'object', required: ['email'], properties: { email: { type: 'string', maxLength: 254 } } },
    },
    schedule: { type: 'object', properties: { at: { type: 'string' } } },
  },
};

/** @param add puts a notice into the queue, to be worked on after a delay in milliseconds, and resolves with its id. */
export async function listen(port, add) {
  const app = Fastify({ logger: false });
  app.post('/api/notices', { schema: { body } }, async (request, reply) => {
    const at = request.body.schedule?.at;
    const delay = at ? Math.max(0, Date.parse(at) - Date.now()) : 0;
    const id = await add(request.body, delay);
    return reply.code(202).send({ id, status: delay ? 'scheduled' : 'queued' });
  });
  await app.listen({ host: '127.0.0.1', port });
}
