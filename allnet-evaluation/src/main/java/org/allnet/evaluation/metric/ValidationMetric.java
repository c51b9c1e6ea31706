package org.allnet.evaluation.metric;

/**
 * A metric that training measures on validation images after each epoch, whatever it trains for: of
 * classes, of found boxes or of masks.
 */
public interface ValidationMetric {

  /** {@return the key in files, which no other metric has} */
  String key();
}
