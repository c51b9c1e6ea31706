package org.allnet.service.web.operation;

import java.util.function.BooleanSupplier;

/**
 * Something without which the service can't do its work.
 *
 * @param name what it is
 * @param works tells whether it works now; an exception says no
 */
public record Probe(String name, BooleanSupplier works) {

  /** {@return whether it works now} */
  boolean isGood() {
    try {
      return works.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
