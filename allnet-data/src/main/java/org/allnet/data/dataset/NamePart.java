package org.allnet.data.dataset;

/** What a word, or a part of a word, says in the name of a class. */
enum NamePart {
  /** Leukaemia or its blasts. */
  LEUKAEMIA,
  /** One kind of leukaemia or blast: what is not it may be another kind. */
  KIND,
  /** The three letters of acute lymphoblastic leukaemia, which are an English word too. */
  ALL,
  /** A tumour, cancer or disease. */
  DISEASE,
  /** Sick, malignant, abnormal and the like. */
  SICK,
  /** Positive: sick, unless something else is positive. */
  POSITIVE,
  /** Healthy, normal, control and the like. */
  HEALTHY,
  /** Benign: healthy by itself, and beside a tumour. */
  BENIGN,
  /** Negative: healthy by itself, and after a disease. */
  NEGATIVE,
  /** Not, without. */
  DENIAL,
  /** Free: a denial of what is before it. */
  FREE,
  /** A kind, course or stage, such as B, early, acute: says neither, and limits what is denied. */
  SUBTYPE,
  /** Cells, images and other words that say neither. */
  NEUTRAL,
  /** A number that is not zero. */
  NUMBER,
  /** Not known, so that nothing beside it can be trusted. */
  UNKNOWN
}
