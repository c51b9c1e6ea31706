package org.allnet.service.work.intake;

/** Ends a request with an answer. */
final class IntakeRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient IntakeAnswer answer;

  IntakeRefusal(IntakeAnswer answer) {
    super(answer.toString(), null, false, false);
    this.answer = answer;
  }

  IntakeAnswer answer() {
    return answer;
  }
}
