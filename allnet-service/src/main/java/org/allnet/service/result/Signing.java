package org.allnet.service.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseVerdicts;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignedVerdict;
import org.allnet.service.domain.SigningCheck;
import org.allnet.service.store.Transaction;

/** Signs results, so that each signature is bound to exactly what its signer saw. */
public final class Signing {

  private final Transaction tx;
  private final RandomGenerator random;
  private final Instant now;

  /**
   * Signs within a transaction.
   *
   * @param tx changes something
   * @param random makes the salts of reasons; has to be one that nobody can guess
   * @param now the time
   */
  public Signing(Transaction tx, RandomGenerator random, Instant now) {
    this.tx = tx;
    this.random = random;
    this.now = now;
  }

  /**
   * Returns what a result would be signed as, so that a page can say what its reader saw. Changes
   * if anything changes that is signed.
   *
   * @param result the result as it is now
   */
  public static Hash seen(CaseResult result) {
    return Hash.of(
        new SignedText(
                result.content(),
                result.signatures().size() + 1,
                SignOff.Meaning.APPROVED,
                new Id.Account(result.of().id().value()))
            .text());
  }

  /**
   * Signs a result, the first time or after a change.
   *
   * @param of the case
   * @param signer who signs
   * @param meaning what the signature says
   * @param seen what the signer saw, as {@link #seen} tells
   * @param reason why it is amended or withdrawn; compulsory for these
   * @return the signature
   * @throws InputException if the result may not be signed, in words; it has changed since the
   *     signer saw it; a reason is missing; or the signer has not looked at the cells and says so
   */
  public SignOff sign(
      Case of, Account signer, SignOff.Meaning meaning, Hash seen, Optional<String> reason) {
    CaseResults results = new CaseResults(tx);
    CaseResult result = results.now(of);
    if (!seen(result).equals(seen)) {
      throw new InputException(
          "sign-off: the result has changed since you saw it; look at it again");
    }
    List<SignOff> before = result.signatures();
    if (before.isEmpty() == meaning.isLater()) {
      throw new InputException(
          "sign-off: '%s' does not fit a case that is '%s'"
              .formatted(meaning.key(), of.status().words()));
    }
    if (meaning != SignOff.Meaning.WITHDRAWN && !result.obstacles().isEmpty()) {
      throw new InputException("sign-off: " + String.join(" ", result.obstacles()));
    }
    CaseVerdicts verdicts = tx.judgements().verdicts(of.id());
    if (meaning == SignOff.Meaning.REVIEWED && SigningCheck.reviewed(signer.id(), verdicts) == 0) {
      throw new InputException(
          "sign-off: you have judged no cell of this case, or taken all back; approve the result"
              + " instead");
    }
    Optional<SignOff> last =
        before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1));
    // Who withdraws says something of what was signed, whatever was judged since.
    ResultContent content =
        meaning == SignOff.Meaning.WITHDRAWN
            ? results.signed(last.orElseThrow())
            : result.content();
    int version = before.size() + 1;
    Hash signed =
        tx.signedResults().keep(new SignedText(content, version, meaning, signer.id()).text());
    SignOff signature =
        new SignOff(
            Id.SignOff.fresh(),
            of.id(),
            version,
            signer.id(),
            signer.name(),
            meaning,
            signed,
            last.map(SignOff::id),
            reason.map(text -> SealedText.of(text, random)),
            now);
    tx.signOffs().append(signature);
    tx.signedResults()
        .stand(signature, meaning == SignOff.Meaning.WITHDRAWN ? List.of() : standing(content));
    return signature;
  }

  private static List<SignedVerdict> standing(ResultContent content) {
    List<SignedVerdict> standing = new ArrayList<>();
    for (CellResult cell : content.cells()) {
      if (cell.verdict().isPresent() && cell.kind().isPresent()) {
        standing.add(new SignedVerdict(cell.cell().id(), cell.verdict().get(), cell.kind().get()));
      }
    }
    return standing;
  }
}
