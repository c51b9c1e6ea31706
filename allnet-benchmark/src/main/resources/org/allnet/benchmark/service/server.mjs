// A service of fastify and ONNX Runtime that 'bench' sets beside ALLNet's own.
//
//   node server.mjs MODEL SIDE THREADS TOGETHER CLASS...
//
// MODEL is the ONNX file of 'model export'. SIDE is the side of its input in pixels. An operation
// has THREADS threads. At most TOGETHER pictures are computed at once. The address is the one line
// that it prints; it ends when its input does.
import Fastify from 'fastify';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';

const [model, ...words] = process.argv.slice(2);
const [side, threads, together] = words.slice(0, 3).map(Number);
const classes = words.slice(3);
const planes = 3 * side * side;
const SCALED = Float32Array.from({ length: 256 }, (_, value) => value / 255);

sharp.cache(false);
sharp.concurrency(1);

/** The picture as the network takes it: RGB in [0,1], padded with black to a square. */
async function decode(body) {
  const { data, info } = await sharp(body)
    .flatten({ background: 'black' })
    .toColourspace('srgb')
    .resize(side, side, { fit: 'contain', background: 'black', kernel: 'linear' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Float32Array(planes);
  const area = side * side;
  const step = info.channels;
  for (let i = 0, at = 0; i < area; i++, at += step) {
    pixels[i] = SCALED[data[at]];
    pixels[area + i] = SCALED[data[at + 1]];
    pixels[2 * area + i] = SCALED[data[at + 2]];
  }
  return pixels;
}

const session = await ort.InferenceSession.create(model, {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
});

async function compute(images) {
  const all = images.length === 1 ? images[0] : new Float32Array(images.length * planes);
  if (images.length > 1) {
    images.forEach((image, i) => all.set(image, i * planes));
  }
  const input = new ort.Tensor('float32', all, [images.length, 3, side, side]);
  const { probabilities } = await session.run({ image: input }, ['probabilities']);
  return images.map((_, i) =>
    Array.from(probabilities.data.subarray(i * classes.length, (i + 1) * classes.length)),
  );
}

const waiting = [];
let working = false;

/** What waits is computed together, nothing waits for more. */
async function work() {
  if (working) {
    return;
  }
  working = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, together);
    try {
      const rows = await compute(batch.map((one) => one.image));
      batch.forEach((one, i) => one.resolve(rows[i]));
    } catch (failure) {
      batch.forEach((one) => one.reject(failure));
    }
  }
  working = false;
}

function ask(image) {
  return new Promise((resolve, reject) => {
    waiting.push({ image, resolve, reject });
    work();
  });
}

const black = new Float32Array(planes);
for (const count of [1, 1, 1, together, together]) {
  await compute(Array(count).fill(black));
}

const app = Fastify({ bodyLimit: 4 << 20, keepAliveTimeout: 600_000 });
app.addContentTypeParser('image/png', { parseAs: 'buffer' }, (request, body, done) =>
  done(null, body),
);
app.post('/classify', async (request, reply) => {
  let image;
  try {
    image = await decode(request.body);
  } catch {
    return reply.code(422).send({ detail: 'no picture' });
  }
  const row = await ask(image);
  return { probabilities: Object.fromEntries(classes.map((name, k) => [name, row[k]])) };
});

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
const address = await app.listen({ host: '127.0.0.1', port: 0 });
console.log(JSON.stringify({ address }));
