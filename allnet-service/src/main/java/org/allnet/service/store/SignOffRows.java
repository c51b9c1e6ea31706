package org.allnet.service.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.SignOff;

/** Signatures as rows. */
final class SignOffRows implements SignOffs {

  private static final String SELECT =
      "select s.*, t.salt, t.text from sign_offs s"
          + " left join sealed_texts t on t.digest = s.reason ";

  private final Transaction tx;

  SignOffRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public void append(SignOff signature) {
    ReadingRows.requirePerson(tx, signature.signer());
    CaseRows cases = new CaseRows(tx);
    Case of = cases.require(signature.of());
    AccountRows.requirePermission(
        tx,
        signature.signer(),
        signature.meaning().isLater() ? Permission.AMEND : Permission.SIGN,
        of.project());
    List<SignOff> before = of(of.id());
    Optional<Id.SignOff> last =
        before.isEmpty() ? Optional.empty() : Optional.of(before.get(before.size() - 1).id());
    if (signature.version() != before.size() + 1 || !signature.amends().equals(last)) {
      throw new InputException("sign-off: somebody signed the case in the meantime; look again");
    }
    SealedTexts.keep(tx, signature.reason(), of.subject());
    tx.record(
        new AuditEvent(
            Act.SIGNED,
            signature.id(),
            "",
            signature.meaning().key(),
            Optional.of(hash(signature)),
            signature.reason()));
    tx.sql()
        .insert(
            "sign-off",
            "insert into sign_offs (id, case_id, version, signer, printed_name, meaning, signed,"
                + " amends, reason, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            signature.id(),
            signature.of(),
            signature.version(),
            signature.signer(),
            signature.printedName(),
            signature.meaning().key(),
            signature.signed(),
            signature.amends(),
            signature.reason().map(reason -> reason.digest()),
            signature.at());
    cases.move(of, signature.meaning().status());
    new EventRows(tx).add(signature, of);
  }

  /** The hash of all parts of a signature; of its reason only the digest. */
  static Hash hash(SignOff signature) {
    return Hash.of(
        String.join(
            "\n",
            signature.id().text(),
            signature.of().text(),
            Integer.toString(signature.version()),
            signature.signer().text(),
            signature.printedName(),
            signature.meaning().key(),
            signature.signed().hex(),
            signature.amends().map(Id::text).orElse(""),
            signature.reason().map(reason -> reason.digest().hex()).orElse(""),
            signature.at().toString()));
  }

  @Override
  public Optional<SignOff> get(Id.SignOff id) {
    return tx.sql().one(SELECT + "where s.id = ?", SignOffRows::signature, id);
  }

  @Override
  public List<SignOff> of(Id.Case of) {
    return tx.sql()
        .list(SELECT + "where s.case_id = ? order by s.version", SignOffRows::signature, of);
  }

  static SignOff signature(Sql.Row row) {
    return new SignOff(
        row.id("id", Id.SignOff::new),
        row.id("case_id", Id.Case::new),
        row.small("version"),
        row.id("signer", Id.Account::new),
        row.text("printed_name"),
        SignOff.Meaning.valueOf(row.text("meaning").toUpperCase(Locale.ROOT)),
        row.hash("signed"),
        row.maybe("amends").map(text -> new Id.SignOff(Id.parse(text))),
        SealedTexts.of(row, "reason"),
        row.instant("at"));
  }
}
