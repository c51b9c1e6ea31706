package org.allnet.service.domain;

import java.util.Locale;

/** For what the service uses a model. */
public enum ModelUse {
  /** Its answers are proposed to people. */
  CLASSIFIER(ServedModel.Kind.CLASSIFIER),
  /** It answers beside the other, and nobody who judges sees its answers. */
  SHADOW(ServedModel.Kind.CLASSIFIER),
  /** It finds the cells of fields. */
  DETECTOR(ServedModel.Kind.DETECTOR);

  private final ServedModel.Kind kind;

  ModelUse(ServedModel.Kind kind) {
    this.kind = kind;
  }

  /** {@return which kind of model it takes} */
  public ServedModel.Kind kind() {
    return kind;
  }

  /** {@return the name in files and in the database} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
