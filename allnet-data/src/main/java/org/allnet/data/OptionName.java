package org.allnet.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An option that a message may speak of, by its name in recipes, files and JSON. How a user gives
 * it is for each program to say ({@link Wording}): the command line writes two hyphens before it.
 */
public enum OptionName {
  /** The fraction of the validation images that the model accepts as like training. */
  ACCEPT_FRACTION,
  /** What augmentation makes, or at which stage. */
  AUGMENT,
  /** What stands for the absence of a cell. */
  BASELINE,
  /** How many images are computed together. */
  BATCH,
  /** Which statistics batch norms use in inference. */
  BATCH_NORM,
  /** How many cells are made. */
  CELLS,
  /** The class that is explained. */
  CLASS,
  /** What classes are renamed to, or how many a network tells apart. */
  CLASSES,
  /** Where labels are written as COCO's JSON. */
  COCO,
  /** Where pairs of images are shown beside each other. */
  CONTACT_SHEET,
  /** Where cells that are cut out are written. */
  CROPS,
  /** Where a table is written. */
  CSV,
  /** The data set. */
  DATA,
  /** What finds cells in fields. */
  DETECTOR,
  /** What the network is computed on. */
  DEVICE,
  /** The fraction of activations that training drops. */
  DROPOUT,
  /** How often training goes through all images. */
  EPOCHS,
  /** How many cores an executor of a cluster has. */
  EXECUTOR_CORES,
  /** How much memory Java has in an executor of a cluster. */
  EXECUTOR_MEMORY,
  /** How many executors of a cluster train together. */
  EXECUTORS,
  /** Which part of a cross-validation is validated on. */
  FOLD,
  /** How many parts a cross-validation has. */
  FOLDS,
  /** Where labels are written for QuPath. */
  GEOJSON,
  /** What presumed subjects are made of. */
  GROUP_BY,
  /** The fraction of the images that no fold model is trained on. */
  HOLD_OUT,
  /** The side of a network's input in pixels. */
  INPUT_SIZE,
  /** A folder for pictures whose values number cells. */
  LABEL_IMAGES,
  /** How the labels of fields are written. */
  LAYOUT,
  /** The learning rate. */
  LR,
  /** Which cluster computes. */
  MASTER,
  /** The greatest error rate outside the refer band. */
  MAX_ERROR,
  /** How an answer is explained. */
  METHOD,
  /** What convolutions may leave out. */
  MODE,
  /** Whether corners count pixels from 1. */
  ONE_BASED,
  /** How the threshold is chosen. */
  OPERATING_POINT,
  /** Where results are written. */
  OUT,
  /** Where a page for a browser is written. */
  PAGE,
  /** How many images each class has after augmentation. */
  PER_CLASS,
  /** Where pictures of fields with boxes are written. */
  PICTURES,
  /** The class that metrics are about. */
  POSITIVE,
  /** How exactly the network is computed. */
  PRECISION,
  /** The weights that training begins with. */
  PRETRAINED,
  /** What is kept together by a split. */
  PROTOCOL,
  /** What is trained, and how. */
  RECIPE,
  /** Pixels of a red cell in a field. */
  RED_CELL,
  /** The run that is continued, or the file of what is finished. */
  RESUME,
  /** How the learning rate changes during training. */
  SCHEDULE,
  /** How many masks or coalitions are asked about. */
  SAMPLES,
  /** The seed of everything random. */
  SEED,
  /** How a cell is separated from its background. */
  SEGMENTATION,
  /** The error rate of prediction sets. */
  SET_ERROR,
  /** The side of synthetic images in pixels. */
  SIZE,
  /** Micrometres from one pixel to the next. */
  SPACING,
  /** How many points are looked at between a baseline and an image. */
  STEPS,
  /** How many subjects each class has. */
  SUBJECTS,
  /** How many worker threads compute. */
  THREADS,
  /** The probability from which the positive class is predicted. */
  THRESHOLD,
  /** A factor for the number of a network's channels. */
  WIDTH;

  /** {@return the name, words joined by hyphens, such as {@code input-size}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the option of a name.
   *
   * @param key the name, such as {@code input-size}
   * @return the option; empty if there is none, as of a recipe's key that is no option
   */
  public static Optional<OptionName> named(String key) {
    return Arrays.stream(values()).filter(option -> option.key().equals(key)).findFirst();
  }

  /**
   * Returns this option with a value.
   *
   * @param value the value, as a user writes it
   * @return the option and its value, for a message
   */
  public OptionValue with(Object value) {
    return new OptionValue(this, String.valueOf(value), false);
  }

  /**
   * Returns this option with a value that is set in quotes, as text that a user wrote is.
   *
   * @param value the value, as a user wrote it
   * @return the option and its value, for a message
   */
  public OptionValue quoting(Object value) {
    return new OptionValue(this, String.valueOf(value), true);
  }
}
