// Where the model looked: in cividis, which people with and without red-green deficiency read alike.
import { get } from './gallery-server.js';

const byId = (id) => document.getElementById(id);
const WAIT_MS = 250;
const HALF = 128;
const CIVIDIS = [[0, 34, 78], [18, 53, 112], [59, 73, 108], [87, 93, 109], [112, 113, 115],
  [138, 134, 120], [165, 156, 116], [195, 179, 105], [225, 204, 85], [254, 232, 56]];

function colour(part) {
  const at = part * (CIVIDIS.length - 1);
  const from = Math.min(Math.floor(at), CIVIDIS.length - 2);
  return CIVIDIS[from].map((low, k) => low + (at - from) * (CIVIDIS[from + 1][k] - low));
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

export class Heat {
  /** @param shown is told which cell's map was on the screen */
  constructor(home, shown) {
    this.home = home;
    this.shown = shown;
    this.on = false;
    if (!byId('heat')) {
      return;
    }
    byId('heat-opacity').addEventListener('input', () => this.draw());
    byId('heat-outline').addEventListener('change', () => this.draw());
    const scale = byId('heat-scale').getContext('2d');
    for (let x = 0; x < 256; x++) {
      scale.fillStyle = `rgb(${colour(x / 255).map(Math.round).join(',')})`;
      scale.fillRect(x, 0, 1, 12);
    }
  }

  toggle(cell) {
    if (!byId('heat')) {
      return;
    }
    this.on = !this.on;
    byId('heat').hidden = !this.on;
    byId('heat-toggle').setAttribute('aria-pressed', this.on);
    this.show(cell);
  }

  show(cell) {
    clearTimeout(this.timer);
    if (this.on && cell) {
      this.cell = cell;
      this.clear();
      byId('heat-words').textContent = 'The map is being made.';
      this.timer = setTimeout(() => this.load(cell), WAIT_MS);
    }
  }

  clear() {
    this.map = undefined;
    for (const id of ['heat-map', 'heat-bare']) {
      byId(id).width = 1;
      byId(id).height = 1;
    }
    byId('heat-greatest').textContent = '';
  }

  async load(cell) {
    try {
      const map = await get(`${this.home}/cells/${cell.id}/heat-map`);
      if (this.cell !== cell || !this.on) {
        return;
      }
      byId('heat-parts').hidden = false;
      this.map = { ...map, rgb: bytes(map.rgb), values: bytes(map.values) };
      byId('heat-words').textContent = `For ${map.label}, by ${map.method}.${map.believed ? ` ${map.believed}.` : ' Whether its maps can be believed was not checked.'}`;
      byId('heat-greatest').textContent = map.greatest.toPrecision(2);
      this.draw();
      this.shown(cell);
    } catch (failure) {
      if (this.cell === cell) {
        byId('heat-words').textContent = failure.message;
        byId('heat-parts').hidden = true; // they would be black
      }
    }
  }

  draw() {
    const { map } = this;
    if (!map) {
      return;
    }
    const opacity = Number(byId('heat-opacity').value) / 100;
    const outline = byId('heat-outline').checked;
    this.paint('heat-bare', (i) => [map.rgb[3 * i], map.rgb[3 * i + 1], map.rgb[3 * i + 2]]);
    this.paint('heat-map', (i) => {
      const bare = [map.rgb[3 * i], map.rgb[3 * i + 1], map.rgb[3 * i + 2]];
      if (outline) {
        return this.isEdge(i) ? [254, 232, 56] : bare;
      }
      const hot = colour(map.values[i] / 255);
      return bare.map((low, k) => low + opacity * (hot[k] - low));
    });
  }

  /** Whether half of the greatest value is passed between a pixel and its neighbours. */
  isEdge(i) {
    const { width, height, values } = this.map;
    const column = i % width;
    const row = Math.floor(i / width);
    // Beyond the edge of the picture there is no neighbour: the first of the next row is none.
    const around = [
      column > 0 && i - 1, column < width - 1 && i + 1, row > 0 && i - width, row < height - 1 && i + width];
    return values[i] >= HALF && around.some((one) => one !== false && values[one] < HALF);
  }

  paint(id, pixel) {
    const canvas = byId(id);
    canvas.width = this.map.width;
    canvas.height = this.map.height;
    const context = canvas.getContext('2d');
    const image = context.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < this.map.values.length; i++) {
      image.data.set([...pixel(i), 255], 4 * i);
    }
    context.putImageData(image, 0, 0);
  }
}
