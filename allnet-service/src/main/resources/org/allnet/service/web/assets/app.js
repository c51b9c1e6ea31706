// Warns before the session ends, can keep it, and says so when it has ended.
const session = document.getElementById('session');
const notices = document.getElementById('notices');
const WARNING_MS = 2 * 60 * 1000;
let timers = [];

function tell(words, control) {
  const box = document.createElement('p');
  box.className = 'notice';
  box.append(words, ' ', control);
  notices.replaceChildren(box);
}

async function keep() {
  const answer = await fetch('/session', { method: 'POST', headers: { 'X-Allnet': '1', Accept: 'application/json' } });
  if (answer.ok) {
    session.dataset.ends = (await answer.json()).ends;
  }
  return answer.ok;
}

function warn() {
  const stay = document.createElement('button');
  stay.type = 'button';
  stay.textContent = 'Stay logged in';
  stay.addEventListener('click', async () => {
    const before = Date.parse(session.dataset.ends);
    if (!(await keep())) {
      ended();
    } else if (Date.parse(session.dataset.ends) > before) {
      notices.replaceChildren();
      watch();
    } else {
      stay.replaceWith('It has lasted as long as a session may: finish what you do, and log in again.');
    }
  });
  tell('You will be logged out soon.', stay);
  stay.focus();
}

function ended() {
  const again = document.createElement('a');
  again.href = '/log-in';
  again.target = '_blank';
  again.rel = 'noopener';
  again.textContent = 'Log in again in another tab';
  tell('You are logged out. Copy what you typed before you leave this page.', again);
}

// Another tab may have kept the session meanwhile.
async function end() {
  const before = Date.parse(session.dataset.ends);
  if (!(await keep())) {
    ended();
  } else if (Date.parse(session.dataset.ends) > before) {
    notices.replaceChildren();
    watch();
  }
}

function watch() {
  timers.forEach(clearTimeout);
  const left = Date.parse(session.dataset.ends) - Date.now();
  timers = [setTimeout(warn, Math.max(0, left - WARNING_MS)), setTimeout(end, Math.max(0, left) + 1000)];
}

if (session) {
  watch();
}

// Copies what another element says, such as a link that is shown once.
for (const button of document.querySelectorAll('[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  const outcome = document.getElementById(`${button.dataset.copy}-copied`);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      outcome.textContent = 'Copied.';
    } catch {
      getSelection().selectAllChildren(source);
      outcome.textContent = 'The browser does not let this page copy. The link is selected: copy it by hand.';
    }
  });
}
