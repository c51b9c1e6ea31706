package org.allnet.service.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;

/**
 * A model of the service, known by the hash of its file. A file that differs in one byte is another
 * model.
 *
 * @param id what the audit log calls it
 * @param hash of the file
 * @param kind what it does
 * @param version which of its kind it is, from 1, in the order in which they came
 * @param title what it calls itself
 * @param sheet what is known of it now, or was as something was signed
 * @param added when it came
 * @param stopped when it was stopped; empty if it may answer
 */
public record ServedModel(
    Id.Model id,
    Hash hash,
    Kind kind,
    int version,
    String title,
    ModelSheet sheet,
    Instant added,
    Optional<Instant> stopped) {

  /** What a model does. */
  public enum Kind {
    /** Proposes the class of a cell. */
    CLASSIFIER,
    /** Finds the cells of a field. */
    DETECTOR;

    /** {@return the name in files and in the database} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Refuses a version below 1.
   *
   * @throws InputException if {@code version} is below 1, or the title is no {@linkplain
   *     Names#require name}
   */
  public ServedModel {
    Names.require("model", title);
    if (version < 1) {
      throw new InputException("models: a version of %d; give 1 or more".formatted(version));
    }
  }

  /**
   * Returns the same model as it was known at another time.
   *
   * @param then what was known of it
   */
  public ServedModel knownAs(ModelSheet then) {
    return new ServedModel(id, hash, kind, version, title, then, added, stopped);
  }

  /** {@return whether it was stopped, so that it answers nothing} */
  public boolean isStopped() {
    return stopped.isPresent();
  }
}
