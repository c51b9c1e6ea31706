package org.allnet.evaluation.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run was made of, as its folder keeps it: all that tells whether another run repeats it.
 *
 * @param seed what everything random was drawn from
 * @param options every option that acts on the metrics, by name, but the seed; the recipe is one
 * @param data the fingerprint of its images' names and contents
 * @param split the fingerprint of its split
 */
public record RunSetup(long seed, Map<String, String> options, String data, String split) {

  /** The option that says what was wanted of the operating point. */
  public static final String OPERATING_POINT = "operating-point";

  /** Copies, keeping the order. */
  public RunSetup {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
