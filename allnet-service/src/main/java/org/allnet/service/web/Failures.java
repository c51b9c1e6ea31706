package org.allnet.service.web;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.lang.System.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.file.Json;
import org.allnet.service.web.access.LogInPages;
import org.allnet.service.web.route.FailedPage;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Site;
import org.allnet.service.web.route.Visit;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;

/** Tells whoever asked that it did not work: one line, and never what is inside. */
final class Failures {

  private static final Logger LOG = System.getLogger(Failures.class.getPackageName());

  private final Site site;
  private final OwnRequests own;

  Failures(Site site, OwnRequests own) {
    this.site = site;
    this.own = own;
  }

  /** Answers what came to no route, in place of the server's own words, which tell the path. */
  void answerStranger(Context context) {
    if (Gate.visit(context).isEmpty()) {
      answer(
          new HttpFailure(context.statusCode(), ofStatus(context.statusCode()).words()), context);
    }
  }

  void answer(Exception failure, Context context) {
    HttpFailure known = known(failure);
    if (known.status() >= 500 && !(failure instanceof HttpFailure)) {
      LOG.log(Logger.Level.ERROR, "request " + Gate.requestId(context) + " failed", failure);
    }
    known
        .retryAfter()
        .ifPresent(
            pause -> context.header("Retry-After", Long.toString(Math.max(1, pause.toSeconds()))));
    String words =
        known.status() >= 500 && !(failure instanceof HttpFailure)
            ? known.words() + " Tell your administrator the number " + Gate.requestId(context) + "."
            : known.words();
    if (context.path().startsWith("/api/") || Gate.accepts(context, "application/json")) {
      problem(context, known.status(), words);
    } else {
      page(context, known.status(), words);
    }
  }

  /** The page from which it was sent; if nobody is logged in any more, by way of the log-in. */
  private FailedPage failed(Context context, Visit visit, int status, String words) {
    String page = own.page(context).orElse("");
    return status == 401 && visit.caller().isEmpty()
        ? new FailedPage(status, words, Gate.logIn(context) + LogInPages.leadingTo(page), "Log in")
        : new FailedPage(status, words, page, "Back to the page before");
  }

  private static void problem(Context context, int status, String words) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("status", status);
    problem.put("detail", words);
    problem.put("request", Gate.requestId(context));
    context.status(status).contentType("application/problem+json").result(Json.line(problem));
  }

  private void page(Context context, int status, String words) {
    Visit visit =
        Gate.visit(context)
            .orElseGet(() -> WebServer.strange(context, site, Gate.requestId(context)));
    String template = context.header("HX-Request") == null ? "failure.jte" : "failure-line.jte";
    visit.show(status, template, failed(context, visit, status, words));
  }

  private static HttpFailure known(Exception failure) {
    if (isTooSlow(failure)) {
      return ofStatus(408); // whatever whoever read the body made of it
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<HttpFailure> known = own(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return new HttpFailure(500, "The service failed.");
  }

  private static Optional<HttpFailure> own(Throwable cause) {
    if (cause instanceof HttpFailure failure) {
      return Optional.of(failure);
    }
    if (cause instanceof InputException || cause instanceof OptionException) {
      return Optional.of(new HttpFailure(422, String.valueOf(cause.getMessage())));
    }
    if (cause instanceof HttpResponseException response) {
      return Optional.of(ofStatus(response.getStatus()));
    }
    if (cause instanceof HttpException refused && refused.getCode() < 500) {
      return Optional.of(ofStatus(refused.getCode()));
    }
    if (cause instanceof EofException) {
      return Optional.of(new HttpFailure(400, "The request ended too early."));
    }
    if (cause instanceof IllegalStateException && isTooLarge(String.valueOf(cause.getMessage()))) {
      return Optional.of(ofStatus(413));
    }
    return Optional.empty();
  }

  /** Whether a request failed because its sender was too slow. */
  static boolean isTooSlow(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isLate(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLate(Throwable cause) {
    return cause instanceof TimeoutException
        || (cause instanceof HttpException refused && refused.getCode() == 408);
  }

  /** What the server says if a limit of an upload is passed. */
  private static boolean isTooLarge(String words) {
    return words.contains("max file size exceeded")
        || words.contains("max memory file size exceeded")
        || words.contains("max length exceeded")
        || words.contains("too many keys")
        || words.contains("too large");
  }

  private static HttpFailure ofStatus(int status) {
    return switch (status) {
      case 404 -> HttpFailure.missing();
      case 405 -> new HttpFailure(405, "This address can't be asked like that.");
      case 408 -> new HttpFailure(408, "What was sent came too slowly. Send it again.");
      case 413 -> new HttpFailure(413, "What was sent is larger than the service takes.");
      default -> new HttpFailure(status, "The request can't be answered.");
    };
  }
}
