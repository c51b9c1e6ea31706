// The review of a reading: a grid of cells, what is said of them, and the focused one large.
import { get, post } from './gallery-server.js';
import { Grid } from './gallery-grid.js';
import { Heat } from './gallery-heat.js';
import { Large } from './gallery-large.js';
import { Keys } from './gallery-keys.js';

const PAGE = 500;
const FIRST_PAGE = 100;
const SEEN_MS = 300;
const TICK_MS = 100;

const byId = (id) => document.getElementById(id);
const root = byId('gallery');
const page = {
  home: root.dataset.home,
  cells: root.dataset.cells,
  blind: root.dataset.blind === 'true',
  grouped: root.dataset.grouped === 'true',
  closed: root.dataset.closed === 'true',
  signed: root.dataset.signed === 'true',
  reasonAgainstModel: root.dataset.reasonAgainstModel === 'true',
};
const counts = JSON.parse(root.dataset.counts);
page.classes = counts.classes;
const verdicts = new Map([...document.querySelectorAll('.verdict')].map((button) => [
  button.dataset.verdict,
  { words: button.querySelector('.verdict-words').textContent, action: button.dataset.action },
]));
page.say = (key) => (verdicts.get(key) || { words: key.replace('class:', '') }).words;

/** For how long each cell was on the screen, and whether a heat map was. */
const shown = new Map();
/** What was proposed of each cell when it was last loaded. */
const offered = new Map();
let show = '';
let loading = 0;
let more = true;
let busy = false;
/** Whether something was pressed while the last verdict was being kept. */
let missed = false;

/** How long a cell was on the screen, in milliseconds. */
function time(cell) {
  return (shown.get(cell.id) || { time: 0 }).time;
}

/** Offers to do once more what did not work. */
function offerAgain(does) {
  const button = byId('again');
  button.hidden = !does;
  button.onclick = does ? () => {
    button.hidden = true;
    does();
  } : null;
}

function say(words, failed = false) {
  byId('message').textContent = words;
  byId('message').classList.toggle('failed', failed);
}

/** What is proposed: the project's class, and the model's own name if it is another. */
function proposal(cell) {
  if (!cell.proposed) {
    return `${cell.own}, not a class of this project`;
  }
  return cell.own === cell.proposed ? cell.proposed : `${cell.proposed} (${cell.own})`;
}

/** Under which proposal a cell is counted and shown; the empty text of those that are referred. */
function group(cell) {
  return cell.proposed || cell.own || '';
}

/** A cell in words: its proposal, with the numbers if they are known, and its verdict; never the name of a file. */
function words(cell, numbers = '') {
  const said = cell.verdict ? `You said ${page.say(cell.verdict)}.` : 'Not reviewed.';
  const more = numbers ? ` ${numbers}` : '';
  if (page.blind) {
    return `Cell ${cell.number}. ${said}`;
  }
  if (cell.stage) {
    return `Cell ${cell.number}.${more || ` Referred: ${cell.why}.`} ${said}`;
  }
  if (group(cell)) {
    const sure = cell.probability === undefined ? '' : ` ${cell.probability.toFixed(3)}`;
    return `Cell ${cell.number}. Proposed ${proposal(cell)}${sure}.${more} ${said}`;
  }
  return `Cell ${cell.number}. No proposal. ${said}`;
}

function badge(cell) {
  if (cell.verdict) {
    return `\u2714 ${page.say(cell.verdict)}`;
  }
  if (cell.stage) {
    return `? ${cell.stage}`;
  }
  if (cell.proposed) {
    return `\u25cb ${cell.proposed}`;
  }
  return cell.own ? `? ${cell.own}, no class here` : '\u25cb';
}

function draw(box, cell) {
  let image = box.firstChild;
  if (!image) {
    image = document.createElement('img');
    image.alt = '';
    image.draggable = false;
    image.decoding = 'async';
    const text = document.createElement('span');
    box.append(image, text);
    image.dataset.small = `${page.cells}/${cell.id}/small?v=${cell.version}`;
    image.dataset.medium = `${page.cells}/${cell.id}/medium?v=${cell.version}`;
  }
  box.setAttribute('aria-label', words(cell));
  box.classList.toggle('referred', Boolean(cell.stage));
  box.lastChild.className = cell.verdict ? 'badge said' : 'badge open';
  box.lastChild.textContent = badge(cell);
}

const large = new Large(page, words, (id) => {
  const i = grid.cells.findIndex((cell) => cell.id === id);
  if (i >= 0) {
    grid.focus(i);
  } else {
    say('That cell is not among those that are shown.');
  }
});

const heat = new Heat(page.home, (cell) => {
  const one = shown.get(cell.id) || { time: 0 };
  shown.set(cell.id, { ...one, heatMap: true });
});

const grid = new Grid(byId('grid'), draw, {
  focused: (cell) => {
    large.show(cell);
    heat.show(cell);
    drawMark();
  },
  marked: (cell) => {
    const n = grid.marks.size;
    if (cell) {
      say(`Cell ${cell.number} is ${grid.marks.has(cell.id) ? '' : 'no longer '}marked. ${n} marked in all.`);
    } else if (n) {
      say(`${n} marked.`);
    }
    byId('marked').textContent = n ? `About the ${n} marked ${n === 1 ? 'cell' : 'cells'}.` : 'About the focused cell.';
    byId('unmark').disabled = !n;
    drawMark();
  },
  near: (index) => {
    if (index >= grid.cells.length) {
      loadMore();
    }
  },
  act: () => large.zoomBy(1),
});

/** Whether the focused cell is marked, on the button that marks it. */
function drawMark() {
  byId('mark').setAttribute('aria-pressed', Boolean(grid.here) && grid.marks.has(grid.here.id));
}

function unmark() {
  if (grid.marks.size) {
    const pressed = document.activeElement === byId('unmark');
    grid.unmark();
    say('No cell is marked.');
    if (pressed) {
      grid.focus(grid.index); // the button can't keep it
    }
  }
}

function expected() {
  if (byId('unreviewed').checked || show.startsWith('said:')) {
    return grid.cells.length;
  }
  return show.startsWith('group:') ? (counts.groups[show.slice(6)] || { cells: 0 }).cells : counts.cells;
}

async function loadMore() {
  if (!more || loading) {
    return;
  }
  const turn = ++loadTurn;
  loading = turn;
  const first = !grid.cells.length;
  const last = grid.cells[grid.cells.length - 1];
  try {
    const found = await get(`${page.home}/cells`, {
      show, unreviewed: byId('unreviewed').checked ? 'yes' : '', after: last ? last.place : '', most: first ? FIRST_PAGE : PAGE,
    });
    checkClasses(found);
    if (turn !== loadTurn) {
      return;
    }
    more = found.more;
    offerAgain();
    found.cells.forEach(learn);
    grid.add(found.cells, expected());
    byId('empty').hidden = grid.cells.length > 0;
    if (first && grid.cells.length) {
      const open = grid.cells.findIndex((cell) => !cell.verdict);
      grid.focus(Math.max(0, open), focusWhenLoaded);
      focusWhenLoaded = false;
      begun = grid.index;
    }
    goBack();
  } catch (failure) {
    if (turn === loadTurn) {
      say(`Not all cells are loaded. ${failure.message}`, true);
      offerAgain(loadMore);
    }
    return;
  } finally {
    if (loading === turn) {
      loading = 0;
    }
  }
  drawRest();
  if (more) {
    setTimeout(loadMore, first ? 0 : 30);
  } else if (grid.cells.length !== expected()) {
    await recount();
  }
}
let loadTurn = 0;
let focusWhenLoaded = false;
/** The cell to go back to when it is loaded again, unless the focus moved by then. */
let wanted = '';
let begun = 0;

/** Of a cell of which something else is proposed now, the reader has seen nothing yet. */
function learn(cell) {
  const now = `${cell.proposed}|${cell.own}`;
  if (offered.has(cell.id) && offered.get(cell.id) !== now) {
    shown.delete(cell.id);
  }
  offered.set(cell.id, now);
}

function goBack() {
  if (grid.index !== begun) {
    wanted = '';
  }
  const i = wanted ? grid.cells.findIndex((cell) => cell.id === wanted) : -1;
  if (i >= 0) {
    wanted = '';
    grid.focus(i, byId('grid').contains(document.activeElement));
  }
}

/** Says so if buttons and groups of the page are no longer the project's classes. */
function checkClasses(now) {
  if (now.classes && now.classes !== page.classes) {
    byId('stale').hidden = false;
  }
}

function takeCounts(now) {
  checkClasses(now);
  Object.assign(counts, now);
}

/** Loads the counts again: while a model answers, more cells get a proposal than the page was told. */
async function recount() {
  try {
    takeCounts(await get(`${page.home}/counts`));
    drawCounts();
  } catch {
    // The counts are those of before; the next verdict that is kept tells of a broken connection.
  }
}

/** Loads the counts and cells again, if the service may know more than the page. */
async function reload(words) {
  try {
    takeCounts(await get(`${page.home}/counts`));
  } catch {
    offerAgain(() => reload(words));
    return;
  }
  const here = grid.here ? grid.here.id : '';
  filter(show, byId('grid').contains(document.activeElement));
  wanted = here;
  say(`${words} The counts and cells are loaded again.`, true);
}

/** Says that a change did not work; if the page may not be up to date, loads it again. */
async function failed(failure) {
  say(failure.message, true);
  if (failure.status === 0 || failure.status === 409) {
    await reload(failure.message);
  }
}

/** Whether a change is still being kept, and says so. */
function isBusy() {
  if (busy) {
    missed = true;
    say('The last verdict is still being kept. What you pressed now was not taken.');
  }
  return busy;
}

/** Says what a change did, and whether something else was pressed meanwhile. */
function done(words) {
  say(missed ? `${words} What you pressed meanwhile was not taken.` : words);
}

function filter(to, takeFocus = false) {
  show = to;
  loadTurn++;
  loading = 0;
  more = true;
  wanted = '';
  offerAgain();
  focusWhenLoaded = takeFocus;
  grid.clear();
  grid.events.marked();
  for (const button of document.querySelectorAll('[data-show]')) {
    button.setAttribute('aria-pressed', button.dataset.show === show);
  }
  drawCounts();
  loadMore();
}

function drawCounts() {
  byId('progress').textContent = `${counts.reviewed} of ${counts.cells} reviewed`;
  for (const place of document.querySelectorAll('[data-count]')) {
    const key = place.dataset.count;
    if (key === 'all') {
      place.textContent = `${counts.reviewed} / ${counts.cells}`;
    } else if (key.startsWith('group:')) {
      const group = counts.groups[key.slice(6)] || { cells: 0, reviewed: 0 };
      place.textContent = `${group.reviewed} / ${group.cells}`;
    } else {
      place.textContent = counts.verdicts[key.slice(5)] || 0;
    }
  }
  if (page.grouped) {
    const without = counts.cells - Object.values(counts.groups).reduce((sum, one) => sum + one.cells, 0);
    byId('without-proposal').textContent = without > 0 ? `${without} without a proposal` : '';
  }
  const open = counts.cells - counts.reviewed;
  const unsure = counts.verdicts.unsure || 0;
  byId('sign-state').textContent = open || unsure
    ? `Not ready to sign: ${open ? `${open} not reviewed` : ''}${open && unsure ? ', ' : ''}${unsure ? `${unsure} unsure` : ''}`
    : 'All cells of this reading are decided';
  drawRest();
}

/** The first verdict brings the case into review. */
function drawStatus() {
  const status = byId('case-status');
  if (!page.blind && (status.classList.contains('queued') || status.classList.contains('answered'))) {
    status.className = 'status in-review';
    status.textContent = 'in review';
    const since = byId('case-since');
    if (since) {
      since.remove();
    }
  }
}

/** Changes what the page knows of a cell, without asking again. */
function take(cell, verdict) {
  const ofGroup = counts.groups[group(cell)];
  const step = Number(Boolean(verdict)) - Number(Boolean(cell.verdict));
  counts.reviewed += step;
  if (ofGroup && cell.proposed !== undefined) {
    ofGroup.reviewed += step;
  }
  if (cell.verdict) {
    counts.verdicts[cell.verdict] -= 1;
  }
  if (verdict) {
    counts.verdicts[verdict] = (counts.verdicts[verdict] || 0) + 1;
  }
  cell.verdict = verdict;
}

function askReason(text) {
  const dialog = byId('reason-dialog');
  byId('reason-words').textContent = text;
  byId('reason').value = '';
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes' ? byId('reason').value.trim() : '');
    }, { once: true });
  });
}

function whyNeeded(cells, verdict) {
  if (page.signed) {
    return 'The result is signed. Say why it changes.';
  }
  if (cells.some((cell) => cell.verdict && cell.verdict !== meant(cell, verdict))) {
    return 'Another verdict is replaced. Say why.';
  }
  if (page.reasonAgainstModel && cells.some((cell) => cell.proposed && meant(cell, verdict) !== `class:${cell.proposed}`)) {
    return 'This is against the proposal. Say why.';
  }
  return '';
}

function meant(cell, verdict) {
  return verdict === 'confirm' ? `class:${cell.proposed}` : verdict;
}

/** Says what some cells are, as one act. Resolves to whether it was kept. */
async function judge(cells, verdict) {
  if (page.closed || isBusy()) {
    return false;
  }
  const all = cells.filter((cell) => meant(cell, verdict) !== cell.verdict);
  if (!all.length) {
    return true;
  }
  // One cell alone is the focused one, which the reader has large before them.
  const some = cells.length > 1 ? all.filter((cell) => time(cell) >= SEEN_MS) : all;
  const unseen = all.length - some.length;
  if (!some.length) {
    say('Nothing was changed: not one of these cells was on the screen. Look at them first.', true);
    return false;
  }
  if (verdict === 'confirm' && !page.grouped) {
    say('This reading shows no proposals. Choose a class.', true);
    return false;
  }
  if (verdict === 'confirm' && some.some((cell) => !cell.proposed)) {
    const own = (some.find((cell) => !cell.proposed && cell.own) || {}).own;
    say(own
      ? `The model proposes ${own}, which is not a class of this project. It can't be confirmed: choose a class.`
      : 'No class is proposed of this cell. Choose one.', true);
    return false;
  }
  const why = whyNeeded(some, verdict);
  const reason = why ? await askReason(why) : '';
  if (why && !reason) {
    say('Nothing was changed.');
    return false;
  }
  busy = true;
  missed = false;
  try {
    await post(`${page.home}/judgements`, {
      verdict,
      reason,
      cells: some.map((cell) => ({
        id: cell.id,
        before: cell.verdict,
        proposed: cell.proposed || '',
        milliseconds: Math.round(time(cell)),
        heatMap: Boolean((shown.get(cell.id) || {}).heatMap),
      })),
    });
  } catch (failure) {
    await failed(failure);
    return false;
  } finally {
    busy = false;
  }
  some.forEach((cell) => take(cell, meant(cell, verdict)));
  grid.redrawAll();
  drawCounts();
  drawStatus();
  if (grid.here) {
    large.show(grid.here);
  }
  const kept = some.length === 1
    ? `Cell ${some[0].number}: ${page.say(some[0].verdict)}.`
    : `${some.length} cells: ${verdict === 'confirm' ? 'proposals confirmed' : page.say(verdict)}.`;
  done(unseen
    ? `${kept} ${unseen} ${unseen === 1 ? 'was' : 'were'} left out: not seen on the screen.`
    : kept);
  return true;
}

async function judgeChosen(verdict) {
  if (!grid.here) {
    return;
  }
  const single = !grid.marks.size;
  const cells = single ? [grid.here] : grid.cells.filter((cell) => grid.marks.has(cell.id));
  if (await judge(cells, verdict)) {
    if (!single) {
      grid.unmark();
    } else if (keys.advance && grid.here === cells[0]) {
      next(byId('grid').contains(document.activeElement));
    }
  }
}

/** Goes to the next cell that is not reviewed, past the end to the beginning. */
function next(takeFocus = true) {
  const n = grid.cells.length;
  // Who comes from elsewhere has not seen the cell to which the focus goes back.
  const first = takeFocus && !byId('grid').contains(document.activeElement) ? 0 : 1;
  for (let step = first; step < n + first; step++) {
    const i = (grid.index + step) % n;
    if (!grid.cells[i].verdict) {
      grid.focus(i, takeFocus);
      return;
    }
  }
  say(more ? 'The cells that are loaded so far are all reviewed.' : 'All cells that are shown are reviewed.');
}

async function undo() {
  if (page.closed || isBusy()) {
    return;
  }
  busy = true;
  missed = false;
  try {
    const { cells } = await post(`${page.home}/undo`, {});
    if (!cells.length) {
      say('There is nothing to take back.');
      return;
    }
    const back = new Map(cells.map((one) => [one.id, one.verdict]));
    let known = 0;
    let first = -1;
    grid.cells.forEach((cell, i) => {
      if (back.has(cell.id)) {
        take(cell, back.get(cell.id));
        known++;
        first = first < 0 ? i : first;
      }
    });
    if (known < back.size) {
      takeCounts(await get(`${page.home}/counts`));
    }
    grid.redrawAll();
    drawCounts();
    if (first >= 0) {
      grid.focus(first, byId('grid').contains(document.activeElement));
    }
    done(takenBack(back.size, first < 0 ? undefined : grid.cells[first], known));
  } catch (failure) {
    await failed(failure);
  } finally {
    busy = false;
  }
}

/** What was taken back: it may be of a cell that is not shown, or said in another tab. */
function takenBack(all, cell, known) {
  if (all === 1) {
    return cell
      ? `Taken back. Cell ${cell.number}: ${cell.verdict ? page.say(cell.verdict) : 'not reviewed'}.`
      : 'Taken back of a cell that is not shown here.';
  }
  return known < all
    ? `Taken back of ${all} cells, ${all - known} of which are not shown here.`
    : `Taken back of ${all} cells.`;
}

/** The cells of the shown class that were on the screen and are not reviewed. */
function rest() {
  // What is no class of the project can't be confirmed.
  if (!show.startsWith('group:') || !verdicts.has(`class:${show.slice(6)}`)) {
    return { label: '', open: [], seen: [] };
  }
  const open = grid.cells.filter((cell) => !cell.verdict);
  return { label: show.slice(6), open, seen: open.filter((cell) => time(cell) >= SEEN_MS) };
}

function drawRest() {
  const button = byId('rest');
  if (!button) {
    return;
  }
  const { label, seen } = rest();
  button.hidden = !label || page.closed;
  button.disabled = !seen.length;
  byId('rest-label').textContent = `Confirm the rest of ${label}: ${seen.length} seen`;
}

function confirmRest() {
  const { label, open, seen } = rest();
  if (page.closed || !page.grouped) {
    return;
  }
  if (!label) {
    say('Show one proposed class first. Its cells that you have seen are then confirmed together.');
    return;
  }
  if (!seen.length) {
    say(open.length
      ? 'None of the cells that are not reviewed has been on the screen. Look at them first.'
      : 'All cells of this class are reviewed.');
    return;
  }
  const unseen = open.length - seen.length + (more ? 1 : 0);
  const cells = seen.length === 1 ? '1 cell' : `${seen.length} cells`;
  byId('rest-words').textContent = `${cells} ${seen.length === 1 ? 'is' : 'are'} confirmed as ${label} by one act, which the log keeps with the number and with how long each was on the screen.`
    + (unseen ? ` ${more ? 'Others have' : `${unseen} ${unseen === 1 ? 'has' : 'have'}`} not been on the screen, and ${!more && unseen === 1 ? 'stays' : 'stay'} not reviewed.` : '');
  byId('rest-yes').textContent = `Confirm ${cells}`;
  const dialog = byId('rest-dialog');
  dialog.returnValue = 'no';
  dialog.addEventListener('close', async () => {
    // The button has nothing more to confirm then, and cannot keep the focus.
    if (dialog.returnValue === 'yes' && await judge(seen, 'confirm')) {
      const open = grid.cells.findIndex((cell) => !cell.verdict);
      grid.focus(open < 0 ? grid.index : open);
    }
  }, { once: true });
  dialog.showModal();
}

/** Asks before a reading ends: nothing can be judged in it afterwards. */
function askEnd(event) {
  const dialog = byId('end-dialog');
  if (dialog.returnValue === 'yes') {
    dialog.returnValue = 'no'; // if nothing comes of it, the next press asks again
    return;
  }
  event.preventDefault();
  const open = counts.cells - counts.reviewed;
  byId('end-words').textContent = (open ? `${open} of ${counts.cells} cells ${open === 1 ? 'is' : 'are'} not reviewed. ` : `All ${counts.cells} cells are reviewed. `)
    + 'Nothing can be judged in this reading once it has ended, and a new one begins without these verdicts.';
  dialog.returnValue = 'no';
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'yes') {
      byId('end').requestSubmit();
    }
  }, { once: true });
  dialog.showModal();
}

/** Time runs for cells on the screen while the reader looks at this page. */
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  const passed = Math.min(now - last, 10 * TICK_MS);
  last = now;
  if (document.hidden || !grid.cells.length || document.querySelector('dialog[open]')) {
    return;
  }
  for (const cell of grid.visible()) {
    const one = shown.get(cell.id) || { time: 0, heatMap: false };
    one.time += passed;
    shown.set(cell.id, one);
  }
  drawRest();
}, TICK_MS);

const DOES = {
  confirm: () => judgeChosen('confirm'),
  'confirm-rest': confirmRest,
  undo,
  mark: () => grid.here && grid.toggle(),
  next: () => next(),
  magnify: () => large.magnify(),
  compare: () => large.compare(),
  filter: () => document.querySelector('.filter[aria-pressed=true], .filter').focus(),
  help: () => keys.open(),
  'heat-map': () => heat.toggle(grid.here),
};

const keys = new Keys(
  { ...JSON.parse(root.dataset.settings), usual: JSON.parse(root.dataset.usual) }, say);

document.addEventListener('keydown', (event) => {
  const target = event.target;
  // If nothing has the focus, such as after a click between two things, keys are for the review.
  if (!root.contains(target) && target !== document.body) {
    return;
  }
  if (event.defaultPrevented || target.closest('dialog') || target.matches('input, select, textarea')) {
    return;
  }
  const inGrid = byId('grid').contains(target);
  const step = grid.step(event.key);
  if (inGrid && step !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    grid.move(step, event.shiftKey);
    return;
  }
  if (inGrid && event.key === 'Escape') {
    unmark();
    return;
  }
  const presses = (event.key === 'Enter' || event.key === ' ') && target.matches('button, a, summary');
  const action = keys.action(event);
  if (event.repeat && (action || presses)) {
    // A key that is held down would judge one cell after another, unseen.
    event.preventDefault();
    return;
  }
  if (!action || presses) {
    return;
  }
  for (const [verdict, choice] of verdicts) {
    if (choice.action === action) {
      event.preventDefault();
      judgeChosen(verdict);
      return;
    }
  }
  if (DOES[action]) {
    event.preventDefault();
    DOES[action]();
  }
});

for (const button of document.querySelectorAll('[data-show]')) {
  button.addEventListener('click', () => filter(button.dataset.show === show && show ? '' : button.dataset.show));
}
byId('unreviewed').addEventListener('change', () => filter(show));
/** Does it by the first click of a double click alone: the second one is about the next cell. */
function once(event, does) {
  if (event.detail < 2) {
    does();
  } else if (!isBusy()) {
    say('The second click of a double click was not taken.');
  }
}

for (const button of document.querySelectorAll('.verdict')) {
  button.addEventListener('click', (event) => once(event, () => judgeChosen(button.dataset.verdict)));
}
for (const [id, does] of [
  ['confirm', (event) => once(event, DOES.confirm)], ['undo', (event) => once(event, undo)], ['next', DOES.next], ['help', DOES.help],
  ['mark', DOES.mark], ['unmark', unmark],
  ['rest', confirmRest], ['magnify', DOES.magnify], ['compare', DOES.compare],
  ['heat-toggle', DOES['heat-map']],
]) {
  const button = byId(id);
  if (button) {
    button.addEventListener('click', does);
  }
}

if (byId('end')) {
  byId('end').addEventListener('submit', askEnd);
}

// What had the focus may be gone when a dialog closes, such as if the window became narrower.
for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('close', () => {
    if (document.activeElement === document.body) {
      grid.focus(grid.index);
    }
  });
}

if (matchMedia('(max-width: 44rem)').matches) {
  document.querySelector('.review-fold').open = false;
}
filter('', true);
