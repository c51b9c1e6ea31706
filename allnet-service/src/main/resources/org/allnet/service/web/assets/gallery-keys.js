// Which key does what, and the dialog in which a reader changes it.
import { post } from './gallery-server.js';

const byId = (id) => document.getElementById(id);

/** The name of the key of an event, as settings write it. */
export function keyOf(event) {
  if (event.key === ' ') {
    return 'Space';
  }
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

export class Keys {
  constructor(settings, say) {
    this.say = say;
    this.dialog = byId('keys-dialog');
    this.form = byId('keys-form');
    this.usual = Object.fromEntries(
      [...this.fields()].map((field) => [field.name, settings.usual[field.name] || '']));
    this.take(settings);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.keep();
    });
    byId('keys-close').addEventListener('click', () => this.dialog.close());
    byId('keys-usual').addEventListener('click', () => {
      this.fill(this.usual);
      byId('keys-on').checked = true;
    });
  }

  fields() {
    return this.form.querySelectorAll('.keys-list input');
  }

  take({ keys, keysOn, advance }) {
    this.keys = keys;
    this.keysOn = keysOn;
    this.advance = advance;
    this.actions = new Map(Object.entries(keys).map(([action, key]) => [key, action]));
    for (const hint of document.querySelectorAll('#gallery kbd[data-key]')) {
      hint.textContent = keysOn ? keys[hint.dataset.key] || '' : '';
    }
  }

  /** What the key of an event does; undefined if nothing. */
  action(event) {
    if (!this.keysOn || event.ctrlKey || event.altKey || event.metaKey) {
      return undefined;
    }
    return this.actions.get(keyOf(event));
  }

  open() {
    this.fill(this.keys);
    byId('keys-on').checked = this.keysOn;
    byId('advance').checked = this.advance;
    byId('keys-failure').hidden = true;
    this.dialog.showModal();
  }

  fill(keys) {
    for (const field of this.fields()) {
      field.value = keys[field.name] || '';
    }
  }

  async keep() {
    const keys = {};
    for (const field of this.fields()) {
      keys[field.name] = field.value.trim();
    }
    try {
      this.take(await post('/account/review-settings', {
        keys, keysOn: byId('keys-on').checked, advance: byId('advance').checked,
      }));
      this.dialog.close();
      this.say('Your keys are kept.');
    } catch (failure) {
      byId('keys-failure').textContent = failure.message;
      byId('keys-failure').hidden = false;
    }
  }
}
