package org.allnet.service.domain;

import java.util.Locale;

/** What somebody may do. */
public enum Permission {
  /** See the cases of a project. */
  SEE,
  /** Hand in pictures. */
  SUBMIT,
  /** Judge cells. */
  JUDGE,
  /** Sign a result. */
  SIGN,
  /** Amend or withdraw what is signed. */
  AMEND,
  /** Choose, compare and stop models. */
  RUN_MODELS,
  /** Look at jobs, try them again, cancel them. */
  RUN_JOBS,
  /** Make accounts, give roles, end sessions and keys. */
  MANAGE_ACCOUNTS,
  /** Make projects, set retention, erase. */
  MANAGE_PROJECTS,
  /** Say where programs are told what happens. */
  MANAGE_WEBHOOKS,
  /** Read the audit log. */
  READ_AUDIT;

  /** {@return the name in files, in the database and as the scope of a key} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return what it is, for people} */
  public String words() {
    return switch (this) {
      case SEE -> "look at cases and results";
      case SUBMIT -> "hand in pictures, and ask for answers about single ones";
      case JUDGE -> "judge cells";
      case SIGN -> "sign results";
      case AMEND -> "amend and withdraw results";
      case RUN_MODELS -> "choose and stop models";
      case RUN_JOBS -> "look after jobs, and read metrics";
      case MANAGE_ACCOUNTS -> "manage accounts";
      case MANAGE_PROJECTS -> "manage projects";
      case MANAGE_WEBHOOKS -> "say where events are sent";
      case READ_AUDIT -> "read the audit log";
    };
  }

  /**
   * {@return whether a program may do it for a person. It never signs, which takes a person, and
   * never manages people}
   */
  public boolean isForPrograms() {
    return this == SEE
        || this == SUBMIT
        || this == JUDGE
        || this == RUN_MODELS
        || this == RUN_JOBS
        || this == MANAGE_WEBHOOKS
        || this == READ_AUDIT;
  }

  /**
   * {@return whether it is about the cases of a project, so that a role is given in each project}
   */
  public boolean isOfProject() {
    return this == SEE || this == SUBMIT || this == JUDGE || this == SIGN || this == AMEND;
  }
}
