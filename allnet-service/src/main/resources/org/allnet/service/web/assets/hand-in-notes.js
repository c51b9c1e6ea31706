// What the service notes of the parts of a hand-in.

const COUNTED = /^(\d+) (.*)$/;

/** The notes with one more; of those that say the same of so many pictures, their sum. */
export function withNote(notes, note) {
  if (notes.includes(note) && !COUNTED.test(note)) {
    return notes;
  }
  const [, count, about] = COUNTED.exec(note) || [];
  const same = about ? notes.findIndex((one) => (COUNTED.exec(one) || [])[2] === about) : -1;
  if (same < 0) {
    return [...notes, note];
  }
  const sum = Number(COUNTED.exec(notes[same])[1]) + Number(count);
  return notes.map((one, i) => (i === same ? `${sum} ${about}` : one));
}
