package org.allnet.detect.field;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.field.inspection.FieldDataset;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOrigin;

/** The fields of a set on the sides of a split. */
public final class SplitFields {

  private final Map<String, Field> fields = new HashMap<>();
  private final Split split;

  /** Takes a split with the names that fields have in the set. */
  SplitFields(FieldSet set, Split split) {
    set.fields().forEach(field -> fields.put(field.name(), field));
    this.split = split;
  }

  /**
   * Reads a split.
   *
   * @param set the fields
   * @param file with a split of them, which may call them otherwise
   * @throws InputException if it can't be read, or has fields that the set has not; names the file
   */
  public static SplitFields of(FieldSet set, Path file) {
    return of(set, SplitFile.read(file), SplitOrigin.of(file));
  }

  static SplitFields of(FieldSet set, Split split) {
    return of(set, split, SplitOrigin.DRAWN);
  }

  private static SplitFields of(FieldSet set, Split split, SplitOrigin origin) {
    Dataset dataset = FieldDataset.of(set);
    Split named = split.inNamesOf(dataset);
    SplitCheck.checkPlaces(named, dataset.labelled(), origin);
    return new SplitFields(set, named);
  }

  /**
   * Returns the fields that are trained on if one fold is left out.
   *
   * @param fold the fold that is left out, from 1
   * @throws OptionException if there is no such fold
   */
  public List<Field> training(int fold) {
    return named(split.training(require(fold)));
  }

  /**
   * Returns the fields of a fold.
   *
   * @param fold from 1
   * @throws OptionException if there is no such fold
   */
  public List<Field> fold(int fold) {
    return named(split.validation(require(fold)));
  }

  /** {@return the fields that no fold has; empty if the split holds none out} */
  public List<Field> holdOut() {
    return named(split.holdOut());
  }

  private int require(int fold) {
    if (fold < 1 || fold > split.folds()) {
      throw OptionException.outOfRange(OptionName.FOLD.with(fold), "1 to " + split.folds());
    }
    return fold;
  }

  private List<Field> named(List<Split.Place> places) {
    return places.stream().map(this::named).toList();
  }

  private Field named(Split.Place place) {
    Field field = fields.get(place.image());
    if (field == null) {
      throw new InputException("split: there is no field " + place.image());
    }
    return field;
  }
}
