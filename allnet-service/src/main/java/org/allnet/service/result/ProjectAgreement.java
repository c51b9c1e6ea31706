package org.allnet.service.result;

import java.util.List;
import org.allnet.evaluation.agreement.ReaderAgreement;
import org.allnet.service.domain.Id;

/**
 * How far people, and people and the model, agree in a project.
 *
 * @param doubleRead how many cases two people have read, one of them blinded
 * @param readers first and second readers, on the cells that both judged
 * @param signedCases how many cases are signed
 * @param model what is signed, and what the model proposed
 * @param withoutClass how many signed cells are left out of it, because the model proposed no class
 *     or what is signed is none
 * @param byReader each reader and the model, with the proposals in view and without
 * @param synthetic how many of the cases have cells that a program made
 */
public record ProjectAgreement(
    int doubleRead,
    ReaderAgreement readers,
    int signedCases,
    ReaderAgreement model,
    long withoutClass,
    List<ReaderAndModel> byReader,
    int synthetic) {

  /** Copies the list. */
  public ProjectAgreement {
    byReader = List.copyOf(byReader);
  }

  /**
   * A reader and the model. A reader who agrees more with proposals in view than blinded may follow
   * them.
   *
   * @param account who
   * @param reader the printed name
   * @param inView whether each cell's proposal was shown as it was judged
   * @param agreement of the reader and the model
   */
  public record ReaderAndModel(
      Id.Account account, String reader, boolean inView, ReaderAgreement agreement) {}
}
