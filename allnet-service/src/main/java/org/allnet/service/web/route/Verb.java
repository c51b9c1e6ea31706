package org.allnet.service.web.route;

/** What a request wants to do with what it names. */
public enum Verb {
  GET(false),
  POST(true),
  PUT(true),
  DELETE(true);

  private final boolean changing;

  Verb(boolean changing) {
    this.changing = changing;
  }

  /** {@return whether something is changed, so that no other site may have it sent} */
  public boolean isChanging() {
    return changing;
  }
}
