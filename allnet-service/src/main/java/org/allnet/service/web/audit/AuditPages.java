package org.allnet.service.web.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.SealedText;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** What was done, for the auditor. */
public final class AuditPages implements PageSet {

  private static final int LINES = 100;

  /**
   * A line of the audit log in words.
   *
   * @param entry the line
   * @param who the person's login and role, or the part of the service
   * @param reason why, in the words of the person
   */
  public record AuditLine(AuditEntry entry, String who, String reason) {}

  /**
   * A page of lines.
   *
   * @param lines the last one first
   * @param all how many there are in all
   * @param older before which line the next page begins; 0 if there is none
   */
  public record AuditPage(List<AuditLine> lines, long all, long older) {}

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page("/audit", Access.to(Permission.READ_AUDIT), "The audit log."), this::show));
  }

  private void show(Visit visit) {
    int asked = visit.number("before", 0, Integer.MAX_VALUE);
    long before = asked == 0 ? Long.MAX_VALUE : asked;
    visit.show("audit/audit.jte", visit.store().read(tx -> page(tx, before)));
  }

  private static AuditPage page(Transaction tx, long before) {
    Map<Id.Account, String> logins = new HashMap<>();
    List<AuditLine> lines =
        tx.audit().latest(before, LINES).stream()
            .map(
                entry ->
                    new AuditLine(
                        entry,
                        who(tx, entry.actor(), logins),
                        entry.event().reason().flatMap(SealedText::text).orElse("")))
            .toList();
    long last = lines.isEmpty() ? 0 : lines.get(lines.size() - 1).entry().sequence();
    return new AuditPage(lines, tx.audit().head().count(), last > 1 ? last : 0);
  }

  private static String who(Transaction tx, Actor actor, Map<Id.Account, String> logins) {
    if (actor instanceof Actor.Person person) {
      String login =
          logins.computeIfAbsent(
              person.account(), id -> tx.accounts().get(id).map(Account::login).orElse(id.text()));
      return login + " (" + person.role().key() + ")";
    }
    return actor instanceof Actor.Service service ? service.part() : "";
  }
}
