package org.allnet.service.domain;

import java.util.Locale;

/** What was done, in the audit log. */
public enum Act {
  PROJECT_CREATED,
  PROJECT_RULES_CHANGED,
  PROJECT_CLASSES_CHANGED,
  SUBJECT_CREATED,
  SUBJECT_ERASED,
  CASE_OPENED,
  CASE_STATUS_CHANGED,
  PICTURES_ADDED,
  PICTURE_UNREADABLE,
  CELLS_FOUND,
  CELL_ANSWERED,
  READING_OPENED,
  READING_CLOSED,
  JUDGED,
  SIGNED,
  EXPORTED,
  ACCOUNT_CREATED,
  ROLES_CHANGED,
  PASSWORD_CHANGED,
  ACCOUNT_DISABLED,
  INVITED,
  IDENTITY_BOUND,
  SECOND_FACTOR_SET,
  SECOND_FACTOR_RESET,
  RECOVERY_CODE_USED,
  LOGGED_IN,
  LOGGED_OUT,
  SESSIONS_ENDED,
  KEY_CREATED,
  KEY_REVOKED,
  JOB_FAILED,
  JOB_CANCELLED,
  FIELD_LOOKED_AT,
  MODEL_ADDED,
  MODEL_CHOSEN,
  MODEL_STOPPED,
  MODEL_RESUMED;

  /** {@return the name in files and in the database, such as {@code case-opened}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
