// A grid of cells of which only those on the screen are in the page. One tab stop; the focus moves among its cells.
const WIDTH = 112;
const HEIGHT = 136;
const SPARE_ROWS = 3;
/** What flies past sooner is not asked for. */
const REST_MS = 60;

export class Grid {
  /**
   * @param element the grid
   * @param draw fills an element with a cell
   * @param events focused(cell), marked(cell that was marked or not; none if several), near(index) if more cells are needed, act(cell)
   */
  constructor(element, draw, events) {
    this.element = element;
    this.draw = draw;
    this.events = events;
    this.cells = [];
    this.total = 0;
    this.index = 0;
    this.anchor = 0;
    this.marks = new Set();
    this.rows = new Map();
    this.columns = 1;
    this.room = document.createElement('div');
    this.room.className = 'cell-room';
    this.room.setAttribute('role', 'presentation');
    element.append(this.room);
    element.addEventListener('scroll', () => this.later(), { passive: true });
    new ResizeObserver(() => this.measure()).observe(element);
    // Pictures that did not come while the network was gone are asked for again.
    addEventListener('online', () => this.loadBroken());
    element.addEventListener('click', (event) => this.clicked(event));
    element.addEventListener('dblclick', () => this.events.act());
  }

  clear() {
    this.cells = [];
    this.total = 0;
    this.index = 0;
    this.anchor = 0;
    this.marks.clear();
    this.removeRows();
    this.element.scrollTop = 0;
  }

  removeRows() {
    for (const row of this.rows.values()) {
      row.remove();
    }
    this.rows.clear();
  }

  /** Adds cells at the end; total is how many there will be. */
  add(cells, total) {
    const rowOfLast = Math.floor((this.cells.length - 1) / this.columns);
    this.cells.push(...cells);
    this.total = Math.max(total, this.cells.length);
    if (this.rows.has(rowOfLast)) {
      this.rows.get(rowOfLast).remove();
      this.rows.delete(rowOfLast);
    }
    this.measure();
  }

  measure() {
    const columns = Math.max(1, Math.floor(this.element.clientWidth / WIDTH));
    if (columns !== this.columns) {
      const hadFocus = this.element.contains(document.activeElement);
      this.columns = columns;
      this.removeRows();
      this.render();
      this.show(this.index);
      if (hadFocus) {
        this.focus(this.index);
      }
    }
    const rows = Math.ceil(this.cells.length / this.columns);
    this.room.style.height = `${rows * HEIGHT}px`;
    this.element.setAttribute('aria-rowcount', rows);
    this.element.setAttribute('aria-colcount', this.columns);
    this.render();
  }

  later() {
    if (!this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.render();
      });
    }
  }

  /** The cells of which a reader sees at least half, with their picture. */
  visible() {
    const view = this.element.getBoundingClientRect();
    const left = Math.max(view.left, 0);
    const top = Math.max(view.top, 0);
    const right = Math.min(view.right, window.innerWidth);
    const bottom = Math.min(view.bottom, window.innerHeight);
    const seen = [];
    for (const row of this.rows.values()) {
      for (const box of row.children) {
        const place = box.getBoundingClientRect();
        const width = Math.min(place.right, right) - Math.max(place.left, left);
        const height = Math.min(place.bottom, bottom) - Math.max(place.top, top);
        const image = box.querySelector('img');
        if (width > 0 && height > 0 && 2 * width * height >= place.width * place.height
            && image.complete && image.naturalWidth > 0) {
          seen.push(this.cells[Number(box.dataset.index)]);
        }
      }
    }
    return seen;
  }

  render() {
    const top = Math.floor(this.element.scrollTop / HEIGHT);
    const bottom = Math.ceil((this.element.scrollTop + this.element.clientHeight) / HEIGHT);
    const from = Math.max(0, top - SPARE_ROWS);
    const to = Math.min(Math.ceil(this.cells.length / this.columns), bottom + SPARE_ROWS);
    const own = Math.floor(this.index / this.columns);
    for (const [number, row] of this.rows) {
      if ((number < from || number >= to) && number !== own) {
        row.remove();
        this.rows.delete(number);
      }
    }
    for (let number = from; number < to; number++) {
      this.row(number);
    }
    if (own * this.columns < this.cells.length) {
      this.row(own);
    }
    this.events.near(to * this.columns);
  }

  row(number) {
    if (this.rows.has(number)) {
      return;
    }
    const row = document.createElement('div');
    row.className = 'cell-row';
    row.setAttribute('role', 'row');
    row.setAttribute('aria-rowindex', number + 1);
    row.style.transform = `translateY(${number * HEIGHT}px)`;
    const end = Math.min(this.cells.length, (number + 1) * this.columns);
    for (let i = number * this.columns; i < end; i++) {
      const box = document.createElement('div');
      box.className = 'cell';
      box.setAttribute('role', 'gridcell');
      box.setAttribute('aria-colindex', i - number * this.columns + 1);
      box.dataset.index = i;
      row.append(box);
      this.fill(box, i);
    }
    this.rows.set(number, row);
    setTimeout(() => {
      if (row.isConnected) {
        for (const image of row.querySelectorAll('img[data-small]')) {
          image.srcset = `${image.dataset.medium} 2x`;
          image.src = image.dataset.small;
          delete image.dataset.small;
        }
      }
    }, REST_MS);
    const after = [...this.rows.keys()].filter((one) => one > number).sort((a, b) => a - b)[0];
    this.room.insertBefore(row, after === undefined ? null : this.rows.get(after));
  }

  loadBroken() {
    for (const image of this.room.querySelectorAll('img[src]')) {
      if (image.complete && !image.naturalWidth) {
        image.src = image.getAttribute('src');
      }
    }
  }

  fill(box, i) {
    this.draw(box, this.cells[i]);
    box.tabIndex = i === this.index ? 0 : -1;
    box.classList.toggle('here', i === this.index);
    box.setAttribute('aria-selected', this.marks.has(this.cells[i].id));
  }

  box(i) {
    const row = this.rows.get(Math.floor(i / this.columns));
    return row ? row.children[i % this.columns] : undefined;
  }

  /** Draws a cell anew, such as after it was judged. */
  redraw(i) {
    const box = this.box(i);
    if (box) {
      this.fill(box, i);
    }
  }

  redrawAll() {
    for (const row of this.rows.values()) {
      for (const box of row.children) {
        this.fill(box, Number(box.dataset.index));
      }
    }
  }

  /** The focused cell; undefined if there is none. */
  get here() {
    return this.cells[this.index];
  }

  show(i) {
    const top = Math.floor(i / this.columns) * HEIGHT;
    if (top < this.element.scrollTop) {
      this.element.scrollTop = top;
    } else if (top + HEIGHT > this.element.scrollTop + this.element.clientHeight) {
      this.element.scrollTop = top + HEIGHT - this.element.clientHeight;
    }
  }

  focus(i, takeFocus = true, keepAnchor = false) {
    if (!this.cells.length) {
      return;
    }
    const before = this.index;
    this.index = Math.max(0, Math.min(this.cells.length - 1, i));
    if (!keepAnchor) {
      this.anchor = this.index;
    }
    this.show(this.index);
    this.render();
    this.redraw(before);
    this.redraw(this.index);
    if (takeFocus) {
      const box = this.box(this.index);
      box.focus({ preventScroll: true });
      // The grid may reach below the window: the focus is always seen.
      box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    this.events.focused(this.here);
  }

  move(step, extend) {
    const to = Math.max(0, Math.min(this.cells.length - 1, this.index + step));
    if (extend) {
      this.marks.clear();
      for (let i = Math.min(this.anchor, to); i <= Math.max(this.anchor, to); i++) {
        this.marks.add(this.cells[i].id);
      }
      this.redrawAll();
      this.events.marked();
    }
    this.focus(to, true, extend);
  }

  /** The step that an arrow means; undefined for any other key. */
  step(key) {
    return {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: Math.min(this.columns, this.cells.length - 1 - this.index),
      ArrowUp: this.index < this.columns ? 0 : -this.columns,
      Home: -this.index,
      End: this.cells.length - 1 - this.index,
      PageDown: this.columns * Math.max(1, Math.floor(this.element.clientHeight / HEIGHT)),
      PageUp: -this.columns * Math.max(1, Math.floor(this.element.clientHeight / HEIGHT)),
    }[key];
  }

  toggle(i = this.index) {
    const id = this.cells[i].id;
    if (!this.marks.delete(id)) {
      this.marks.add(id);
    }
    this.anchor = i;
    this.redraw(i);
    this.events.marked(this.cells[i]);
  }

  unmark() {
    this.marks.clear();
    this.redrawAll();
    this.events.marked();
  }

  clicked(event) {
    const box = event.target.closest('.cell');
    if (!box) {
      return;
    }
    const i = Number(box.dataset.index);
    if (event.shiftKey) {
      this.move(i - this.index, true);
    } else {
      this.focus(i);
      if (event.ctrlKey || event.metaKey) {
        this.toggle(i);
      }
    }
  }
}
