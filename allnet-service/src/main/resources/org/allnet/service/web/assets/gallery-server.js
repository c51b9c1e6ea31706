// Asks the service, and says in words if it did not work.
export class Failure extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

async function answer(promise, unanswered) {
  let reply;
  try {
    reply = await promise;
  } catch {
    throw new Failure(0, `The service does not answer. ${unanswered}`);
  }
  const type = reply.headers.get('Content-Type') || '';
  const body = type.includes('json') ? await reply.json() : {};
  if (!reply.ok) {
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
  return answer(fetch(text ? `${address}?${text}` : address, { headers: { Accept: 'application/json' } }), 'Try again.');
}

export function post(address, body) {
  return answer(fetch(address, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-Allnet': '1' },
    body: JSON.stringify(body),
  }), 'It is not known whether this was kept.');
}
