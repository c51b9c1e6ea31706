// Warns before the session ends, and can keep it.
const session = document.getElementById('session');
const notices = document.getElementById('notices');
const WARNING_MS = 2 * 60 * 1000;

function warn() {
  const box = document.createElement('p');
  box.className = 'notice';
  box.append('You will be logged out soon. ');
  const stay = document.createElement('button');
  stay.type = 'button';
  stay.textContent = 'Stay logged in';
  stay.addEventListener('click', async () => {
    const answer = await fetch('/session', { method: 'POST', headers: { 'X-Allnet': '1' } });
    if (answer.ok) {
      const { ends } = await answer.json();
      session.dataset.ends = ends;
      box.remove();
      watch();
    } else {
      location.assign('/log-in');
    }
  });
  box.append(stay);
  notices.replaceChildren(box);
  stay.focus();
}

function watch() {
  const left = Date.parse(session.dataset.ends) - Date.now();
  setTimeout(warn, Math.max(0, left - WARNING_MS));
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
