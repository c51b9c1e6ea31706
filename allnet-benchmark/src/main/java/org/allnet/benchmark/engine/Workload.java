package org.allnet.benchmark.engine;

import java.util.Locale;

/** What a competitor is to do. */
public enum Workload {
  /** From decoded images to probabilities. */
  INFERENCE,
  /** One step: forward, backward, Adam. */
  TRAINING,
  /** From decoded images to answers and why they are given. */
  EXPLANATION,
  /** From decoded images to answers, by a model that refuses images and by one that does not. */
  REFUSAL,
  /** From image files of whole fields to boxes. */
  DETECTION,
  /** One image in a process of its own, from its start to the answer. */
  START;

  /** {@return its name in results} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
