package org.allnet.service.domain;

import java.util.Locale;

/** What a job does. */
public sealed interface JobTask {

  /** What a job needs. */
  enum Work {
    /** A model. */
    MODELS,
    /** No model: a picture is decoded. */
    PICTURES;

    /** {@return the name in the database} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@return what one job alone may do at a time: a second one with this key is not made} */
  String key();

  /** {@return what it needs} */
  default Work work() {
    return Work.MODELS;
  }

  /** The file of a picture is decoded, and its pixels are stored. */
  record ReadPicture(Id.Picture picture) implements JobTask {

    @Override
    public String key() {
      return "read:" + picture.text();
    }

    @Override
    public Work work() {
      return Work.PICTURES;
    }
  }

  /** A model answers about a cell. */
  record ClassifyCell(Id.Cell cell, Hash model) implements JobTask {

    @Override
    public String key() {
      return "classify:" + cell.text() + ":" + model.hex();
    }
  }

  /** A detector looks for the cells of a field. */
  record FindCells(Id.Picture picture, Hash detector) implements JobTask {

    @Override
    public String key() {
      return "find:" + picture.text() + ":" + detector.hex();
    }
  }
}
