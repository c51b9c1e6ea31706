// How long the session of this page lasts: warns before it ends, can keep it, and says when it has ended.
const WARNING_MS = 2 * 60 * 1000;
const AGAIN_MS = 15 * 1000;

/** What the service knows of the session: null if nobody is logged in, undefined if it does not answer. */
async function ask(method) {
  try {
    const answer = await fetch('/session', { method, headers: { 'X-Allnet': '1', Accept: 'application/json' } });
    if (answer.ok) {
      return await answer.json();
    }
    return answer.status === 401 ? null : undefined;
  } catch {
    return undefined;
  }
}

export class Session {
  /**
   * @param place says who is logged in and for how long
   * @param notices where words for the person go
   * @param asked asks the service; GET only looks, POST keeps the session
   */
  constructor(place, notices, asked = ask) {
    this.place = place;
    this.notices = notices;
    this.asked = asked;
    /** Whether nothing can be sent from this page: nobody is logged in any more, or somebody else. */
    this.over = false;
    this.next(Number(place.dataset.left) - WARNING_MS);
  }

  next(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Math.max(0, milliseconds));
  }

  /** Looks how long it lasts: other tabs keep it too, and so do scripts of this page. Resolves to whether it goes on. */
  async look() {
    this.take(await this.asked('GET'));
    return !this.over;
  }

  take(known) {
    if (known === null) {
      this.ended();
    } else if (known === undefined) {
      this.next(AGAIN_MS);
    } else if (known.account !== this.place.dataset.account) {
      this.replaced();
    } else {
      this.goesOn(known);
    }
  }

  goesOn(known) {
    this.place.dataset.ends = known.ends;
    for (const field of document.querySelectorAll('input[name=csrf]')) {
      field.value = known.csrf;
    }
    if (this.over) {
      this.over = false;
      this.clear();
    }
    if (known.left > WARNING_MS) {
      this.clear();
      this.next(known.left - WARNING_MS);
    } else {
      this.warn();
      this.next(known.left + 1000);
    }
  }

  /** Takes the words away; who had the focus there gets it back to where it was. */
  clear() {
    const had = this.notices.contains(document.activeElement);
    this.notices.replaceChildren();
    if (had && this.from && this.from.isConnected) {
      this.from.focus();
    }
  }

  tell(words, control) {
    const box = document.createElement('p');
    box.className = 'notice';
    box.append(words, ' ', control);
    control.addEventListener('focus', (event) => {
      this.from = event.relatedTarget || this.from;
    });
    this.notices.replaceChildren(box);
    return box;
  }

  /** The focus stays where it is: who judges or types must not press this button instead. */
  warn() {
    if (this.notices.querySelector('button')) {
      return;
    }
    const stay = document.createElement('button');
    stay.type = 'button';
    stay.textContent = 'Stay logged in';
    stay.addEventListener('click', () => this.keep(box, stay));
    const box = this.tell('You will be logged out soon.', stay);
  }

  async keep(box, stay) {
    const before = this.place.dataset.ends;
    const known = await this.asked('POST');
    if (known === undefined) {
      box.firstChild.textContent = 'The service does not answer. Try again: you will be logged out soon.';
    } else if (known && known.account === this.place.dataset.account && Date.parse(known.ends) <= Date.parse(before)) {
      stay.replaceWith('It has lasted as long as a session may: finish what you do, and log in again.');
    } else {
      this.clear();
      this.take(known);
    }
  }

  link(address, words) {
    const made = document.createElement('a');
    made.href = address;
    made.textContent = words;
    return made;
  }

  ended() {
    clearTimeout(this.timer);
    if (!this.over) {
      this.over = true;
      const again = this.link('/log-in', 'Log in again in another tab');
      again.target = '_blank';
      again.rel = 'noopener';
      this.tell('You are logged out. What you typed is still here: log in again, come back, and go on.', again);
    }
  }

  replaced() {
    clearTimeout(this.timer);
    this.over = true;
    this.tell('Somebody else is logged in by now, so nothing can be sent from here.', this.link(location.href, 'Load this page again'));
  }
}
