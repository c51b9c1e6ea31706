package org.allnet.service.web;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Veil;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Route;

/**
 * Keeps from blinded readers what would open their eyes, whichever way they ask: by pages, by a
 * key, for pictures, exports or events. A route is closed to them unless it says that it shows
 * nothing of the kind.
 */
final class Blindfold {

  private Blindfold() {}

  /**
   * Refuses a request about what the person must not see.
   *
   * @throws HttpFailure 403 if the path names a case, a subject or a cell that is hidden
   */
  static void require(
      Transaction tx,
      Route route,
      UnaryOperator<String> parameter,
      Id.Project in,
      Account account) {
    if (route.parameters().size() < 2) {
      return; // about the project alone: what it lists is chosen by its handler
    }
    Veil veil = tx.readings().veil(in, account.id());
    if (veil.isEmpty()) {
      return;
    }
    for (String name : route.parameters()) {
      if (isHidden(tx, veil, in, route, name, parameter)) {
        throw HttpFailure.hidden();
      }
    }
  }

  private static boolean isHidden(
      Transaction tx,
      Veil veil,
      Id.Project in,
      Route route,
      String name,
      UnaryOperator<String> parameter) {
    return switch (name) {
      case "case" -> isHidden(veil, route, id(parameter.apply(name), Id.Case::new));
      case "reading" ->
          tx.readings()
              .get(in, id(parameter.apply(name), Id.Reading::new))
              .filter(reading -> veil.handedIn().contains(reading.of()))
              .isPresent();
      case "subject" ->
          tx.cases().of(in, id(parameter.apply(name), Id.Subject::new)).stream()
              .anyMatch(veil::hides);
      case "cell" ->
          tx.cells()
              .get(in, id(parameter.apply(name), Id.Cell::new))
              .filter(veil::hidesPicture)
              .isPresent();
      case "picture" ->
          tx.pictures()
              .get(in, id(parameter.apply(name), Id.Picture::new))
              .filter(picture -> veil.hides(picture.of()))
              .isPresent();
      default -> false;
    };
  }

  /** What is open to who reads a case blinded shows all of one that the person handed in. */
  private static boolean isHidden(Veil veil, Route route, Id.Case of) {
    return route.is(Route.Trait.BLINDED) ? veil.handedIn().contains(of) : veil.hides(of);
  }

  private static <T extends Id> T id(String text, Function<UUID, T> kind) {
    try {
      return kind.apply(Id.parse(text));
    } catch (InputException e) {
      throw HttpFailure.missing();
    }
  }
}
