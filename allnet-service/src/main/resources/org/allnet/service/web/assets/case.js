// Shows how far the model has come, and loads the page anew at the end.
const box = document.getElementById('progress');

if (box && Number(box.dataset.open) > 0) {
  const bar = box.querySelector('progress');
  const words = document.getElementById('progress-words');
  const cells = document.getElementById('cells');
  const source = new EventSource(box.dataset.source);
  source.addEventListener('progress', (event) => {
    const told = JSON.parse(event.data);
    const all = told.open + told.done + told.failed + told.cancelled;
    bar.max = Math.max(1, all);
    bar.value = told.done;
    words.textContent = `${told.done} of ${all} jobs done` + (told.failed > 0 ? `, ${told.failed} failed` : '');
    cells.textContent = told.cells;
  });
  source.addEventListener('end', () => {
    source.close();
    location.reload();
  });
}
