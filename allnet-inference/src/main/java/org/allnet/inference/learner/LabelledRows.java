package org.allnet.inference.learner;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Rows of numbers as the learning library takes them. A column is named by its index, with leading
 * zeros so that the library, which sorts by name, keeps the order.
 *
 * @param dataset the rows with their classes, each named by its index
 */
record LabelledRows(MutableDataset<Label> dataset) {

  /** The one time that any record of origin names: equal training gives equal bytes. */
  static final OffsetDateTime EPOCH = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  static LabelledRows of(double[][] rows, int[] labels) {
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("rows", EPOCH, factory), factory);
    String[] names = names(rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      dataset.add(new ArrayExample<>(new Label(String.valueOf(labels[i])), names, rows[i]));
    }
    return new LabelledRows(dataset);
  }

  /** A row whose class is to be told. */
  static Example<Label> unlabelled(String[] names, double[] row) {
    return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, row);
  }

  static String[] names(int columns) {
    String[] names = new String[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = String.format(Locale.ROOT, "%08d", i);
    }
    return names;
  }

  static int column(String name) {
    return Integer.parseInt(name);
  }
}
