package org.allnet.data.dataset;

/** How a data set is laid out on disk, as the reader that recognised it knows. */
public enum DatasetKind {
  /** C-NMC 2019 (doi 10.7937/tcia.2019.dc64i46r), the whole of it or a part. */
  CNMC_2019("C-NMC 2019"),
  /** Images in a folder for each class, or without classes. */
  CLASS_FOLDERS("class folders"),
  /** Whole fields, of which each image is one. */
  FIELDS("fields");

  private final String label;

  DatasetKind(String label) {
    this.label = label;
  }

  /** {@return the layout for a reader} */
  public String label() {
    return label;
  }
}
