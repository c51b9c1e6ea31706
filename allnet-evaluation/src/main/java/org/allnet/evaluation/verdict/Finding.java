package org.allnet.evaluation.verdict;

/** One thing that the metrics of a system say. {@link VerdictWords} words each of them. */
public sealed interface Finding
    permits TrainedOn, TooFewPeople, Guessing, BesideArea, KeptPromise, OfSystem {

  /** {@return the name of the finding in JSON, such as {@code guessing}} */
  String key();

  /** {@return what was found, in JSON, such as {@code notShown}} */
  String outcome();

  /** {@return whether the finding speaks for the system, so that too few people forbid it} */
  boolean isFavourable();
}
