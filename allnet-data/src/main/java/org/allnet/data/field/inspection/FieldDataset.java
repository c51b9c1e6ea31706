package org.allnet.data.field.inspection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;

/**
 * Fields as images of a data set, so that copies among them are found and splits of them are drawn
 * as for cells. All are of one class: a field has no other.
 */
public final class FieldDataset {

  /** The class of all fields. */
  public static final String CLASS = "field";

  private FieldDataset() {}

  /**
   * Returns the fields of one set.
   *
   * @param set the set
   * @return its images under their own names, in their own parts, with the slides or subjects that
   *     their names tell
   */
  public static Dataset of(FieldSet set) {
    FieldSources sources = FieldSources.of(set);
    List<CellImage> images = new ArrayList<>();
    for (Field field : set.fields()) {
      images.add(
          new CellImage(
              field.name(),
              field.file(),
              field.part().key(),
              CLASS,
              sources.byField().get(field.name())));
    }
    return dataset(set.name(), set.root(), images, sources.notes());
  }

  /**
   * Returns the fields of several sets, for a look at the copies among them.
   *
   * @param sets the sets
   * @return their images, named with the name of their set before; a set is a part
   * @throws InputException if two sets have one name
   */
  public static Dataset of(List<FieldSet> sets) {
    Set<String> names = new HashSet<>();
    List<CellImage> images = new ArrayList<>();
    for (FieldSet set : sets) {
      if (!names.add(set.name())) {
        throw InputException.in(
            set.root(), "is a second set called %s; rename one folder".formatted(set.name()));
      }
      for (Field field : set.fields()) {
        images.add(
            new CellImage(set.name() + "/" + field.name(), field.file(), set.name(), CLASS, null));
      }
    }
    return dataset(String.join(" and ", names), Path.of(""), images, List.of());
  }

  private static Dataset dataset(
      String name, Path root, List<CellImage> images, List<DatasetProblem> problems) {
    return new Dataset(
        name, root, DatasetKind.FIELDS, ClassSet.of(List.of(CLASS)), images, false, problems);
  }
}
