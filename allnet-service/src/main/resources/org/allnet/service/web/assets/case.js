// Shows how far the model has come, and loads the page anew at the end.
const box = document.getElementById('progress');

if (box && Number(box.dataset.open) > 0) {
  const bar = box.querySelector('progress');
  const words = document.getElementById('progress-words');
  const cells = document.getElementById('cells');
  const unread = document.getElementById('unread');
  const source = new EventSource(box.dataset.source);
  source.addEventListener('progress', (event) => {
    const told = JSON.parse(event.data);
    const all = told.open + told.done + told.failed + told.cancelled;
    bar.max = Math.max(1, all);
    bar.value = told.done;
    words.textContent = `${told.done} of ${all} jobs done`
      + (told.failed > 0 ? `, ${told.failed} failed` : '')
      + (told.cancelled > 0 ? `, ${told.cancelled} cancelled` : '');
    cells.textContent = told.cells;
    if (unread) {
      unread.hidden = told.unread === 0;
      unread.textContent = `${told.unread === 1 ? '1 picture waits' : `${told.unread} pictures wait`} to be read.`;
    }
  });
  source.addEventListener('end', () => {
    source.close();
    location.reload();
  });
  source.addEventListener('error', () => {
    // A connection that broke is tried again; one that was refused is not.
    if (source.readyState === EventSource.CLOSED) {
      words.textContent += '. This page is told nothing more: load it again.';
    }
  });
}
