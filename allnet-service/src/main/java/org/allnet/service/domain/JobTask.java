package org.allnet.service.domain;

/** What a job does. */
public sealed interface JobTask {

  /** {@return what one job alone may do at a time: a second one with this key is not made} */
  String key();

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
