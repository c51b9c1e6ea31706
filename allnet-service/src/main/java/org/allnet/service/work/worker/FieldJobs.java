package org.allnet.service.work.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.CellPixels;
import org.allnet.detect.Detector;
import org.allnet.detect.scale.NucleatedCells;
import org.allnet.evaluation.detection.Detection;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.MeasuredField;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.allnet.service.work.picture.RgbPicture;
import org.allnet.service.work.picture.Thumbnails;

/**
 * Lets a detector find the cells of a field, and queues them for the models of their case. Cells of
 * a field of unknown scale are found and not classified, which a note of the field says.
 */
final class FieldJobs {

  /** More cells than these in one field are no field of a smear. */
  private static final int MOST_CELLS = 5_000;

  private final Store store;
  private final KeptWork work;
  private final CellSources pictures;
  private final Thumbnails thumbnails;
  private final HeldJobs held;

  FieldJobs(
      Store store, KeptWork work, CellSources pictures, Thumbnails thumbnails, HeldJobs held) {
    this.store = store;
    this.work = work;
    this.pictures = pictures;
    this.thumbnails = thumbnails;
    this.held = held;
  }

  /** Looks at one field. */
  void run(Actor actor, Detector detector, Job job) {
    Picture picture =
        store.read(tx -> tx.jobs().picture((JobTask.FindCells) job.task()).orElseThrow());
    Optional<FieldLook> before = store.read(tx -> tx.fields().get(picture.id()));
    CellPixels pixels = pictures.pixels(picture);
    FieldScan.Seen seen = new FieldScan(detector).look(pixels, before.flatMap(FieldLook::scale));
    List<String> notes = new ArrayList<>(before.map(FieldLook::notes).orElse(List.of()));
    notes.addAll(seen.notes());
    List<Found> found = found(picture, detector.classes(), seen, notes);
    FieldLook look = new FieldLook(picture.id(), seen.scale(), true, notes);
    boolean kept =
        work.write(
            actor,
            tx -> {
              boolean mine = tx.jobs().complete(job);
              if (mine) {
                keep(tx, job.of(), picture, found, look, seen);
              }
              return mine;
            });
    held.leave(job);
    if (kept) {
      // Only now, so that an erasure finds what it has to delete.
      List<Cell.Box> boxes = found.stream().map(Found::box).toList();
      RgbPicture shown = RgbPicture.of(pixels);
      boxes.forEach(box -> thumbnails.make(picture, shown, box));
      thumbnails.deleteIfErased(store, picture.content().orElseThrow(), picture.kind(), boxes);
    }
  }

  /** A cell and whether a model can say anything of it. */
  private record Found(Cell.Box box, boolean classified) {}

  private static List<Found> found(
      Picture picture, List<String> classes, FieldScan.Seen seen, List<String> notes) {
    List<Found> found = new ArrayList<>();
    int cut = 0;
    int smudged = 0;
    for (Detection cell : seen.white(classes)) {
      if (found.size() == MOST_CELLS) {
        notes.add("more than %d cells were found; the rest is left out".formatted(MOST_CELLS));
        break;
      }
      if (!seen.isWhole(cell)) {
        cut++;
        continue;
      }
      boolean smudge = NucleatedCells.isSmudge(classes.get(cell.classIndex()));
      smudged += smudge ? 1 : 0;
      found.add(new Found(box(cell.box(), picture), !smudge));
    }
    if (cut > 0) {
      notes.add("%s cut by the edge left out".formatted(Counted.of(cut, "cell")));
    }
    if (smudged > 0) {
      notes.add("%s smudged and not classified".formatted(Counted.of(smudged, "cell")));
    }
    if (seen.scale().isEmpty() && !found.isEmpty()) {
      notes.add(CaseScale.UNKNOWN);
    }
    return found;
  }

  private static Cell.Box box(BoundingBox of, Picture picture) {
    int x = Math.max(0, (int) Math.floor(of.left()));
    int y = Math.max(0, (int) Math.floor(of.top()));
    int right = Math.min(picture.width(), (int) Math.ceil(of.right()));
    int bottom = Math.min(picture.height(), (int) Math.ceil(of.bottom()));
    return new Cell.Box(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
  }

  private static void keep(
      Transaction tx,
      Id.Case of,
      Picture picture,
      List<Found> found,
      FieldLook look,
      FieldScan.Seen seen) {
    int number = tx.handed().nextCell(of) - 1;
    List<Cell> cells = new ArrayList<>();
    List<Id.Cell> classified = new ArrayList<>();
    for (Found one : found) {
      Cell cell = new Cell(Id.Cell.fresh(), of, picture.id(), ++number, one.box());
      cells.add(cell);
      if (one.classified()) {
        classified.add(cell.id());
      }
    }
    tx.cells().add(cells);
    tx.fields().keep(look);
    boolean isKnown = look.scale().isPresent();
    if (isKnown) {
      queue(tx, of, classified);
    }
    if (!seen.isSaid()) {
      MeasuredField measured = new MeasuredField(seen.redCells(), isKnown ? List.of() : classified);
      CaseScale.add(tx, picture, measured, waiting -> queue(tx, of, waiting));
    }
  }

  private static void queue(Transaction tx, Id.Case of, List<Id.Cell> cells) {
    CaseModels models = tx.models().of(of);
    models.classifier().ifPresent(model -> ask(tx, of, cells, model));
    models.shadow().ifPresent(model -> ask(tx, of, cells, model));
  }

  private static void ask(Transaction tx, Id.Case of, List<Id.Cell> cells, Hash model) {
    tx.jobs()
        .ask(
            of,
            model,
            cells.stream().map(cell -> (JobTask) new JobTask.ClassifyCell(cell, model)).toList());
  }
}
