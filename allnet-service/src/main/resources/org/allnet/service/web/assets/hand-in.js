// Sends chosen or dropped files in parts, so that one slow file does not keep the others out.
import { withNote } from './hand-in-notes.js';

const byId = (id) => document.getElementById(id);
const form = byId('hand-in');
const drop = byId('drop');
const chosen = byId('chosen');
const send = byId('send');
const sent = byId('sent');
const outcome = byId('outcome');
const PART_FILES = 100;
const PART_BYTES = 100 * 1024 * 1024;
// Says of the folder in which it lies, and of those below, that a program made the cells.
const MARK = 'synthetic.txt';
/** What is to be sent: each file with its path in the folder that was chosen. */
let files = [];
/** The parts of a sending that has begun and not ended: a second try sends those that did not arrive. */
let going = null;
let sending = false;

const LIMIT = Number(form.dataset.limit);

const isMark = (one) => one.file.name.toLowerCase() === MARK;
const withPath = (file) => ({ file, path: file.webkitRelativePath || file.name });

function count() {
  const left = going ? going.all.slice(going.next).flatMap((part) => part.files) : files;
  const bytes = left.reduce((sum, one) => sum + one.file.size, 0);
  chosen.textContent = left.length === 0
    ? 'Nothing is chosen.'
    : `${left.length} ${left.length === 1 ? 'file' : 'files'}, ${(bytes / 1048576).toFixed(1)} MB`;
  send.disabled = sending || left.length === 0;
  byId('none').hidden = send.disabled;
  // What has begun belongs to the case that it was begun for.
  byId('about').disabled = sending || Boolean(going);
}

function add(more) {
  const some = more.filter((one) => !one.file.name.startsWith('.') && !isTooLarge(one));
  files = files.concat(some);
  if (going) {
    going.all.push(...parts(some));
  }
  count();
}

/** A file beyond the limit would be sent for nothing. */
function isTooLarge(one) {
  if (one.file.size <= LIMIT) {
    return false;
  }
  line(`${one.path}: is larger than ${Math.floor(LIMIT / 1048576)} MB. It is left out.`, 'failure');
  return true;
}

for (const id of ['files', 'folder']) {
  const input = byId(id);
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

// Everywhere on the page, since a file that is dropped beside the frame would replace the page.
addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) {
    drop.classList.remove('over');
  }
});
addEventListener('drop', async (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const dropped = Array.from(event.dataTransfer.items)
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() || item.getAsFile());
  if (dropped.length === 0) {
    chosen.textContent = 'What was dropped is no file. Save the picture first, or choose it.';
    return;
  }
  for (const one of dropped) {
    try {
      add(one instanceof File ? [withPath(one)] : await entries(one));
    } catch {
      line(`${one.name}: can't be read by the browser. Choose it instead.`, 'failure');
    }
  }
});

byId('none').addEventListener('click', () => {
  files = [];
  going = null;
  outcome.replaceChildren();
  count();
  byId('files').focus();
});

/** Some files in parts, each with the key by which the service knows it if it comes twice. */
function parts(some) {
  const all = [];
  let part = [];
  let bytes = 0;
  for (const one of some.filter((each) => !isMark(each))) {
    if (part.length > 0 && (part.length === PART_FILES || bytes + one.file.size > PART_BYTES)) {
      all.push(part);
      part = [];
      bytes = 0;
    }
    part.push(one);
    bytes += one.file.size;
  }
  if (part.length > 0) {
    all.push(part);
  }
  // Each part is a request of its own, in which a mark has to be.
  return all.map((each) => ({ files: files.filter(isMark).concat(each), key: crypto.randomUUID() }));
}

/** What the form says, as it was when the sending began: a part that is sent again has to be the same. */
function said() {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') {
      fields.push([name, value]);
    }
  }
  return fields;
}

function post(part, { fields, into }, key, told) {
  const data = new FormData();
  for (const [name, value] of fields) {
    if (!(into && name === 'subject')) {
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
    request.addEventListener('error', () => fail(new Error('The connection broke. Hand them in once more: what has arrived is not sent again.')));
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

function showNotes() {
  outcome.querySelectorAll('.notice').forEach((one) => one.remove());
  going.notes.forEach((note) => line(note, 'notice'));
}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

/** The answer's JSON; what is between here and the service may answer with something else. */
function bodyOf(answer) {
  try {
    return JSON.parse(answer.responseText);
  } catch {
    return {};
  }
}

/** Sends the next part, again while the service is busy, and returns its answer. */
async function sendNext() {
  const { all, next } = going;
  for (;;) {
    chosen.textContent = all.length === 1 ? 'They are being sent.' : `They are being sent: part ${next + 1} of ${all.length}.`;
    const answer = await post(all[next].files, going, all[next].key, (share) => {
      sent.value = (next + share) / all.length;
    });
    if (answer.status !== 503 && answer.status !== 429) {
      return answer;
    }
    const seconds = Number(answer.getResponseHeader('Retry-After')) || 5;
    chosen.textContent = `${bodyOf(answer).detail || 'The service is busy.'} It goes on in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
    await wait(seconds);
  }
}

async function sendAll() {
  going = going || { all: parts(files), fields: said(), next: 0, into: '', project: '', taken: 0, notes: [] };
  byId('about').disabled = true;
  if (going.all.length === 0) {
    going = null;
    line('There is no picture among these files. Choose some.', 'failure');
    return;
  }
  while (going.next < going.all.length) {
    const answer = await sendNext();
    const body = bodyOf(answer);
    (body.notTaken || []).forEach((one) => line(`${one.name}: ${one.reason}`, 'failure'));
    (body.notes || []).forEach((note) => {
      going.notes = withNote(going.notes, note);
    });
    showNotes();
    if (answer.status === 202) {
      going.into = body.of;
      going.project = body.project;
      going.taken += body.pictures;
    } else if (!body.notTaken) {
      if (answer.status === 401) {
        dispatchEvent(new Event('loggedout'));
      }
      line(body.detail || `It did not work: the service answered ${answer.status}.`, 'failure');
      if (going.next === 0) {
        going = null; // nothing was taken, so that everything can be said anew
      }
      return;
    }
    going.next++;
  }
  const { into, project, taken } = going;
  going = null;
  files = [];
  sent.value = 1;
  if (into) {
    const made = line(`${taken} ${taken === 1 ? 'picture was' : 'pictures were'} taken. `, 'done');
    const link = document.createElement('a');
    link.href = `/projects/${project}/cases/${into}`;
    link.textContent = 'To the case';
    made.append(link);
    link.focus();
  }
}

// Who leaves while pictures are sent would have half of them in the case.
addEventListener('beforeunload', (event) => {
  if (sending || going) {
    event.preventDefault();
  }
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  outcome.replaceChildren();
  sent.hidden = false;
  sending = true;
  send.disabled = true;
  byId('none').hidden = true;
  try {
    await sendAll();
  } catch (failure) {
    line(failure.message, 'failure');
  }
  sending = false;
  count();
});
