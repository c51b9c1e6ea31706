package org.allnet.evaluation.experiment;

import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.jspecify.annotations.Nullable;

/**
 * Which data set images are of, as a reader needs to know it.
 *
 * @param name what the data set is called
 * @param layout how it is laid out on disk; absent of images that are known by their predictions
 *     alone
 * @param source which published data set it is, or part of
 * @param complete whether all images of that published set are here: metrics on a part of a set
 *     can't be shown beside metrics on the whole
 * @param synthetic whether the cells were synthetic
 */
public record DataIdentity(
    String name, @Nullable DatasetKind layout, Source source, boolean complete, boolean synthetic) {

  /** Which published data set the images are of. */
  public enum Source {
    /** C-NMC 2019 (doi 10.7937/tcia.2019.dc64i46r). */
    CNMC_2019("C-NMC 2019"),
    /** The blood-smear fields of Taleqani Hospital, Tehran, which no layout tells. */
    TALEQANI("Taleqani Hospital fields"),
    /** Anything else, synthetic cells included. */
    OTHER("another data set"),
    /** Not known, as of the images behind a predictions file. */
    UNKNOWN("unknown");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** {@return the data set for a reader} */
    public String label() {
      return label;
    }

    private static Source of(Dataset dataset) {
      return switch (dataset.kind()) {
        case CNMC_2019 -> dataset.synthetic() ? OTHER : CNMC_2019;
        case CLASS_FOLDERS, FIELDS -> OTHER;
      };
    }
  }

  /**
   * Returns what a data set on disk is. Its layout alone says which published set it is of, never
   * the name of its folder.
   *
   * @param dataset the data set
   * @param complete whether all images of the published set are in it
   */
  public static DataIdentity of(Dataset dataset, boolean complete) {
    return new DataIdentity(
        dataset.name(), dataset.kind(), Source.of(dataset), complete, dataset.synthetic());
  }

  /** {@return its name, and its layout in brackets unless it goes by the same words} */
  public String displayName() {
    String words = layout == null ? "predictions" : layout.label();
    return name.equals(words) ? name : name + " (" + words + ")";
  }

  /**
   * Returns the same data set, synthetic or not.
   *
   * @param synthetic whether its cells were synthetic
   */
  public DataIdentity withSynthetic(boolean synthetic) {
    return new DataIdentity(name, layout, source, complete, synthetic);
  }
}
