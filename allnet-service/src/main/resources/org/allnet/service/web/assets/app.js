// What each page does: it watches its session, guards its forms, and copies what is shown once.
import { Session } from './session.js';
import { guardForms } from './forms.js';

const LOOK_MS = 20 * 1000;
const place = document.getElementById('session');
const notices = document.getElementById('notices');
const session = place ? new Session(place, notices) : undefined;

if (session) {
  // Another tab may have logged in or out meanwhile.
  document.addEventListener('visibilitychange', () => document.hidden || session.look());
  // A request of a script was told that nobody is logged in.
  addEventListener('loggedout', () => session.ended());
  // While a computer sleeps, no time passes for scripts.
  let last = Date.now();
  setInterval(() => {
    if (Math.abs(Date.now() - last) > 3 * LOOK_MS) {
      session.look();
    }
    last = Date.now();
  }, LOOK_MS);
}

guardForms(session, (words) => {
  const box = document.createElement('p');
  box.className = 'notice';
  box.textContent = words;
  notices.replaceChildren(box);
});

for (const button of document.querySelectorAll('[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  const outcome = document.getElementById(`${button.dataset.copy}-copied`);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      outcome.textContent = 'Copied.';
    } catch {
      getSelection().selectAllChildren(source);
      outcome.textContent = 'The browser does not let this page copy. It is selected: copy it by hand.';
    }
  });
}
