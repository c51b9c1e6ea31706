package org.allnet.detect.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.CellNames;
import org.allnet.data.field.Field;
import org.allnet.data.field.LabelledBox;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.box.FieldPixels;
import org.allnet.evaluation.detection.TrueBox;

/**
 * Decodes labelled fields. Classes are told by name, and platelets by any of their names. Not safe
 * for use by many threads.
 */
public final class FieldReading {

  private final List<String> classes;
  private final Map<String, String> sources;
  private final ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Integer> taken = new TreeMap<>();

  /**
   * Begins with nothing read.
   *
   * @param classes the names of the classes, in the order of their numbers
   * @param sources the slide or person of fields by their names, as far as they are known
   */
  public FieldReading(List<String> classes, Map<String, String> sources) {
    this.classes = List.copyOf(classes);
    this.sources = Map.copyOf(sources);
  }

  /**
   * Decodes fields, one after the other.
   *
   * @param fields the fields
   * @param kept makes of each what is kept of it, before the next is decoded
   * @param progress is told how far it has come
   * @return the fields with their boxes
   * @throws InputException if an image can't be read, or a box is of another class
   */
  public List<LabelledField> read(
      List<Field> fields, UnaryOperator<LabelledField> kept, WorkProgress progress) {
    Runnable counter = progress.counter(WorkProgress.Step.READING, fields.size());
    List<LabelledField> read = new ArrayList<>();
    for (Field field : fields) {
      read.add(kept.apply(read(field)));
      counter.run();
    }
    return read;
  }

  /**
   * Decodes a field.
   *
   * @param field the field
   * @return the field with its boxes, numbered from 1
   * @throws InputException if the image can't be read, or a box is of another class
   */
  public LabelledField read(Field field) {
    List<TrueBox> truths = new ArrayList<>();
    for (LabelledBox box : field.boxes()) {
      int classIndex = index(box.label(), field);
      truths.add(new TrueBox(truths.size() + 1L, classIndex, box.box(), box.area(), box.crowd()));
    }
    return new LabelledField(
        field.name(),
        sources.get(field.name()),
        FieldPixels.of(decoder.decode(field.file(), notes::add)),
        truths);
  }

  private int index(String label, Field field) {
    int own = classes.indexOf(label);
    if (own >= 0) {
      return own;
    }
    int meant =
        CellNames.plateletsMeant(label, classes)
            .orElseThrow(
                () ->
                    InputException.in(
                        field.file(),
                        "has a box of class '%s', which is none of %s; rename the class in the labels"
                            .formatted(label, String.join(", ", classes))));
    taken.merge(label, 1, Integer::sum);
    return meant;
  }

  /**
   * Says what had to be chosen so far.
   *
   * @param note takes a line each: which of several pictures in a file was read, and which class
   *     was taken for which
   */
  public void tell(Consumer<String> note) {
    notes.forEach(note);
    taken.forEach(
        (label, cells) ->
            CellNames.plateletsMeant(label, classes)
                .ifPresent(
                    meant ->
                        note.accept(
                            "%s of class '%s' taken for '%s'"
                                .formatted(Counted.of(cells, "cell"), label, classes.get(meant)))));
  }
}
