// Sends each form once, and none into a session that has ended: what was typed would be lost.

/**
 * @param session the session of the page; undefined if nobody is logged in
 * @param tell says something to the person
 */
export function guardForms(session, tell) {
  let sent = new WeakSet();
  // Who comes back by the back button may send it again.
  addEventListener('pageshow', () => {
    sent = new WeakSet();
  });
  addEventListener('submit', async (event) => {
    const form = event.target;
    const { submitter } = event;
    if (event.defaultPrevented || form.method !== 'post') {
      return;
    }
    if (session && session.over) {
      event.preventDefault();
      if (await session.look()) {
        form.requestSubmit(submitter);
      }
    } else if (sent.has(form)) {
      event.preventDefault();
      tell('It is being sent already. If nothing comes, load this page again and look whether it was done.');
    } else {
      sent.add(form);
    }
  });
}
