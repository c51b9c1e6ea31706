// The focused cell: large, with what is near it, what it may be compared with, and what was said of it.
import { get } from './gallery-server.js';

const byId = (id) => document.getElementById(id);
const MAGNIFIED = 3;
const WAIT_MS = 120;

/** What is said of a cell, and the probability of each class; of what shows nothing there is none. */
export function withProbabilities(words, all) {
  return all.length === 0
    ? words
    : `${words} ${all.map((one) => `${one.label} ${one.value.toFixed(3)}`).join(', ')}.`;
}

export class Large {
  constructor(settings, words, goTo) {
    this.settings = settings;
    this.words = words;
    this.goTo = goTo;
    this.picture = byId('picture');
    this.view = byId('view');
    this.lens = byId('lens');
    byId('zoom').addEventListener('input', () => this.fit());
    this.picture.addEventListener('load', () => this.reveal());
    this.picture.addEventListener('error', () => {
      if (this.isOf(this.cell)) {
        // Without an address it is asked for again if the reader comes back.
        this.picture.removeAttribute('src');
        this.picture.hidden = true;
        byId('no-picture').hidden = false;
      }
    });
    byId('picture-again').addEventListener('click', () => this.loadAgain());
    addEventListener('online', () => this.loadAgain());
    this.view.addEventListener('scroll', () => this.magnifyCentre());
    new ResizeObserver(() => this.fit()).observe(this.view);
    this.view.addEventListener('pointermove', (event) => this.magnifyAt(event.clientX, event.clientY));
    byId('reference-class').addEventListener('change', () => this.references());
  }

  address(cell, size) {
    return `${this.settings.cells}/${cell.id}/${size}?v=${cell.version}`;
  }

  /** Shows a cell; what takes another request waits until the focus rests. */
  show(cell) {
    const isOther = !this.cell || this.cell.id !== cell.id || this.cell.version !== cell.version;
    this.cell = cell;
    byId('about').textContent = this.words(cell);
    if (isOther) {
      this.clear();
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(cell), WAIT_MS);
  }

  /** Whether the picture is that of a cell. */
  isOf(cell) {
    return Boolean(cell) && this.picture.getAttribute('src') === this.address(cell, 'large');
  }

  /** Asks once more for a picture that did not come. */
  loadAgain() {
    if (this.cell && !byId('no-picture').hidden) {
      byId('no-picture').hidden = true;
      this.load(this.cell);
    }
  }

  /** Takes away what is of another cell: words of one and the picture of another mislead. */
  clear() {
    this.picture.hidden = true;
    byId('no-picture').hidden = true;
    this.lens.style.backgroundImage = 'none';
    byId('field').hidden = true;
    byId('neighbours').replaceChildren();
    byId('history').replaceChildren();
  }

  /** Shows the picture if it is that of the focused cell, and there. */
  reveal() {
    if (this.isOf(this.cell) && this.picture.complete && this.picture.naturalWidth) {
      this.picture.hidden = false;
      this.fit();
    }
  }

  async load(cell) {
    this.picture.alt = this.words(cell);
    if (this.isOf(cell)) {
      this.reveal();
    } else {
      this.picture.src = this.address(cell, 'large');
    }
    const label = cell.verdict.startsWith('class:') ? cell.verdict.slice(6) : cell.proposed;
    const choice = byId('reference-class');
    if (label && [...choice.options].some((one) => one.value === label)) {
      choice.value = label;
    }
    this.references();
    await this.details(cell);
  }

  async details(cell) {
    try {
      const known = await get(`${this.settings.home}/cells/${cell.id}`);
      if (this.cell !== cell) {
        return;
      }
      if (known.proposal) {
        byId('about').textContent = withProbabilities(
          this.words(cell, known.proposal.words), known.proposal.probabilities);
      }
      byId('field').hidden = !known.inField || !known.neighbours.length;
      byId('neighbours').replaceChildren(...known.neighbours.map((one) => this.neighbour(one)));
      byId('history').replaceChildren(...known.history.map((one) => this.event(one)));
    } catch (failure) {
      if (this.cell !== cell) {
        return;
      }
      byId('history').textContent = failure.message;
    }
  }

  image(cell, size, alt) {
    const image = document.createElement('img');
    image.src = this.address(cell, size);
    image.alt = alt;
    image.loading = 'lazy';
    return image;
  }

  neighbour(one) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.append(this.image(one, 'small', 'Neighbour: go to this cell'));
    button.addEventListener('click', () => this.goTo(one.id));
    item.append(button);
    return item;
  }

  event(one) {
    const item = document.createElement('li');
    const said = one.after ? this.settings.say(one.after) : 'taken back';
    item.textContent = `${one.at}: ${one.who}: ${said}`
      + (one.before ? `, before ${this.settings.say(one.before)}` : '')
      + (one.together > 1 ? `, with ${one.together - 1} ${one.together === 2 ? 'other' : 'others'}` : '')
      + (one.reason ? `. ${one.reason}` : '');
    return item;
  }

  async references() {
    const label = byId('reference-class').value;
    if (!label || label === this.shownLabel) {
      return;
    }
    this.shownLabel = label;
    try {
      const found = await get(`${this.settings.home}/references`, { label });
      if (label !== this.shownLabel) {
        return;
      }
      this.found = found.references;
      this.drawReferences();
    } catch (failure) {
      if (label === this.shownLabel) {
        this.shownLabel = ''; // so that the next cell asks again
        this.drawNone(failure.message);
      }
    }
  }

  drawNone(words) {
    const none = document.createElement('li');
    none.className = 'quiet';
    none.textContent = words;
    byId('references').replaceChildren(none);
  }

  drawReferences() {
    const list = byId('references');
    if (!this.found || !this.found.length) {
      this.drawNone('none signed yet of another subject');
      return;
    }
    const size = list.classList.contains('compared') ? 'medium' : 'small';
    list.replaceChildren(...this.found.map((one) => {
      const item = document.createElement('li');
      item.append(this.image(one, size, `Signed ${this.shownLabel}, ${one.source}`), `${one.subject}, ${one.source}, ${one.at.slice(0, 10)}`);
      return item;
    }));
  }

  compare() {
    const on = byId('references').classList.toggle('compared');
    byId('compare').setAttribute('aria-pressed', on);
    this.drawReferences();
    byId('references-heading').scrollIntoView({ block: 'nearest' });
  }

  fit() {
    const zoom = Number(byId('zoom').value);
    byId('zoom-words').textContent = `${zoom} x`;
    if (!this.picture.naturalWidth) {
      return;
    }
    const scale = Math.min(
      this.view.clientWidth / this.picture.naturalWidth,
      this.view.clientHeight / this.picture.naturalHeight) * zoom;
    this.picture.style.width = `${Math.floor(this.picture.naturalWidth * scale)}px`;
    this.picture.style.height = `${Math.floor(this.picture.naturalHeight * scale)}px`;
    this.magnifyCentre();
  }

  zoomBy(step) {
    const zoom = byId('zoom');
    zoom.value = Number(zoom.value) + step;
    this.fit();
  }

  magnify() {
    this.lens.hidden = !this.lens.hidden;
    byId('magnify').setAttribute('aria-pressed', !this.lens.hidden);
    this.magnifyCentre();
  }

  magnifyCentre() {
    if (!this.lens.hidden) {
      const box = this.view.getBoundingClientRect();
      this.magnifyAt(box.left + box.width / 2, box.top + box.height / 2);
    }
  }

  magnifyAt(x, y) {
    if (this.lens.hidden || this.picture.hidden || !this.picture.naturalWidth) {
      return;
    }
    const view = this.view.getBoundingClientRect();
    const picture = this.picture.getBoundingClientRect();
    const half = 80;
    this.lens.style.left = `${x - view.left + this.view.scrollLeft - half}px`;
    this.lens.style.top = `${y - view.top + this.view.scrollTop - half}px`;
    this.lens.style.backgroundImage = `url("${this.picture.src}")`;
    this.lens.style.backgroundSize = `${picture.width * MAGNIFIED}px ${picture.height * MAGNIFIED}px`;
    this.lens.style.backgroundPosition =
      `${half - (x - picture.left) * MAGNIFIED}px ${half - (y - picture.top) * MAGNIFIED}px`;
  }
}
