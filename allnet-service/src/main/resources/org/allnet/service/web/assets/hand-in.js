// Sends chosen or dropped files in parts, so that one slow file does not keep the others out.
const form = document.getElementById('hand-in');
const drop = document.getElementById('drop');
const chosen = document.getElementById('chosen');
const send = document.getElementById('send');
const sent = document.getElementById('sent');
const outcome = document.getElementById('outcome');
const PART_FILES = 100;
const PART_BYTES = 100 * 1024 * 1024;
// Says of the folder in which it lies, and of those below, that a program made the cells.
const MARK = 'synthetic.txt';
/** What is to be sent: each file with its path in the folder that was chosen. */
let files = [];

const isMark = (one) => one.file.name.toLowerCase() === MARK;
const withPath = (file) => ({ file, path: file.webkitRelativePath || file.name });

function count() {
  const bytes = files.reduce((sum, file) => sum + file.file.size, 0);
  chosen.textContent = files.length === 0
    ? 'Nothing is chosen.'
    : `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${(bytes / 1048576).toFixed(1)} MB`;
  send.disabled = files.length === 0;
}

function add(more) {
  files = files.concat(more.filter((one) => !one.file.name.startsWith('.')));
  count();
}

for (const id of ['files', 'folder']) {
  const input = document.getElementById(id);
  input.addEventListener('change', () => {
    add(Array.from(input.files, withPath));
    input.value = '';
  });
}

async function entries(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const reader = entry.createReader();
  let found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) {
      return found;
    }
    for (const one of some) {
      found = found.concat(await entries(one));
    }
  }
}

drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', async (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const dropped = Array.from(event.dataTransfer.items)
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry);
  for (const entry of dropped) {
    add(await entries(entry));
  }
});

function parts() {
  const all = [];
  let part = [];
  let bytes = 0;
  for (const one of files.filter((some) => !isMark(some))) {
    if (part.length > 0 && (part.length === PART_FILES || bytes + one.file.size > PART_BYTES)) {
      all.push(part);
      part = [];
      bytes = 0;
    }
    part.push(one);
    bytes += one.file.size;
  }
  all.push(part);
  // Each part is a request of its own, in which a mark has to be.
  return all.map((some) => files.filter(isMark).concat(some));
}

function post(part, into, key, told) {
  const data = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '' && !(into && name === 'subject')) {
      data.append(name, value);
    }
  }
  if (into && !data.has('case')) {
    data.append('case', into);
  }
  part.forEach((one) => data.append('pictures', one.file, one.path));
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', form.getAttribute('action'));
    request.setRequestHeader('X-Allnet', '1');
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Idempotency-Key', key);
    request.upload.addEventListener('progress', (event) => told(event.loaded / event.total));
    request.addEventListener('load', () => done(request));
    request.addEventListener('error', () => fail(new Error('The connection broke.')));
    request.send(data);
  });
}

function line(text, kind) {
  const made = document.createElement('p');
  made.className = kind;
  made.textContent = text;
  outcome.append(made);
  return made;
}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function sendAll() {
  const all = parts();
  let into = '';
  let taken = 0;
  let project = '';
  for (let i = 0; i < all.length; i++) {
    const key = crypto.randomUUID();
    let answer = await post(all[i], into, key, (share) => { sent.value = (i + share) / all.length; });
    while (answer.status === 503 || answer.status === 429) {
      const seconds = Number(answer.getResponseHeader('Retry-After')) || 5;
      chosen.textContent = `The service is busy. It goes on in ${seconds} seconds.`;
      await wait(seconds);
      answer = await post(all[i], into, key, (share) => { sent.value = (i + share) / all.length; });
    }
    const body = JSON.parse(answer.responseText || '{}');
    (body.notTaken || []).forEach((one) => line(`${one.name}: ${one.reason}`, 'failure'));
    (body.notes || []).forEach((note) => line(note, 'notice'));
    if (answer.status === 202) {
      into = body.of;
      project = body.project;
      taken += body.pictures;
    } else if (!body.notTaken) {
      line(body.detail || 'It did not work.', 'failure');
      return;
    }
  }
  sent.value = 1;
  files = [];
  if (into) {
    const made = line(`${taken} ${taken === 1 ? 'picture was' : 'pictures were'} taken. `, 'done');
    const link = document.createElement('a');
    link.href = `/projects/${project}/cases/${into}`;
    link.textContent = 'To the case';
    made.append(link);
    link.focus();
  }
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  outcome.replaceChildren();
  sent.hidden = false;
  send.disabled = true;
  try {
    await sendAll();
  } catch (failure) {
    line(failure.message, 'failure');
  }
  count();
});
