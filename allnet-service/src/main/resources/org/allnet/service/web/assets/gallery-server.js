// Asks the service, and says in words if it did not work.
export class Failure extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

/** A network that is gone may say nothing for minutes. */
const PATIENCE_MS = 60 * 1000;

async function answer(address, options, unanswered) {
  let reply;
  let body;
  try {
    reply = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
    const type = reply.headers.get('Content-Type') || '';
    body = type.includes('json') ? await reply.json() : {};
  } catch {
    throw new Failure(0, `The service does not answer. ${unanswered}`);
  }
  if (!reply.ok) {
    if (reply.status === 401) {
      dispatchEvent(new Event('loggedout'));
    }
    throw new Failure(reply.status, body.detail || `The service answered ${reply.status}.`);
  }
  return body;
}

export function get(address, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== '' && value !== undefined) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return answer(text ? `${address}?${text}` : address, { headers: { Accept: 'application/json' } }, 'Try again.');
}

export function post(address, body) {
  return answer(address, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Allnet': '1' },
    body: JSON.stringify(body),
  }, 'It is not known whether this was kept.');
}
