package org.allnet.service.web;

import io.javalin.http.Context;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.log.LogEvent;
import org.allnet.service.trace.TraceParent;
import org.allnet.service.trace.Traces;
import org.allnet.service.web.access.Callers;
import org.allnet.service.web.access.LogInPages;
import org.allnet.service.web.access.Loopback;
import org.allnet.service.web.access.SecondFactorCheck;
import org.allnet.service.web.access.SecondFactorPages;
import org.allnet.service.web.access.Transport;
import org.allnet.service.web.operation.ServiceMetrics;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Site;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;
import org.jspecify.annotations.Nullable;

/**
 * What each request goes through before a handler sees it: who asks, whether a page of ours sent
 * it, and whether who asks may do it. Thread-safe.
 */
final class Gate {

  private static final String VISIT = "allnet.visit";
  private static final String REQUEST = "allnet.request";

  /** Bytes of a form or of JSON, which are kept in memory. */
  private static final long MOST_IN_MEMORY = 1_000_000;

  private final ServiceMetrics metrics;
  private final Site site;
  private final Transport transport;
  private final Callers callers;
  private final OwnRequests own;
  private final SecondFactorCheck factors;
  private final SecureRandom random = new SecureRandom();

  /** Of all threads that answer these are taken by bodies at most, so that pages are answered. */
  private final BodyPlaces bodies = new BodyPlaces(160, 24);

  private final Bounds heavy =
      new Bounds(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), 16, 2);
  private final Bounds decoding =
      new Bounds(Math.max(2, Runtime.getRuntime().availableProcessors()), 48, 12);

  Gate(
      Site site,
      Transport transport,
      Callers callers,
      SecondFactorCheck factors,
      ServiceMetrics metrics) {
    this.factors = factors;
    this.metrics = metrics;
    this.site = site;
    this.transport = transport;
    this.callers = callers;
    this.own = new OwnRequests(transport);
  }

  /** What happens to every request, also to one that there is no route for. */
  void before(Context context) {
    byte[] bits = new byte[8];
    random.nextBytes(bits);
    String id = HexFormat.of().formatHex(bits);
    context.attribute(REQUEST, id);
    context.attribute(Visit.BEGUN, site.clock().instant());
    context.header("X-Request-Id", id);
    SecurityHeaders.add(context, transport);
    if (transport == Transport.LOOPBACK && !Loopback.isName(host(context))) {
      // A name server of somebody else may say that a name of theirs is this machine.
      throw new HttpFailure(421, "This service is known as localhost or 127.0.0.1 alone.");
    }
  }

  private static String host(Context context) {
    String host = Optional.ofNullable(context.host()).orElse("");
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    return end <= 0 ? host : host.substring(0, end);
  }

  static String requestId(Context context) {
    return Optional.<String>ofNullable(context.attribute(REQUEST)).orElse("none");
  }

  /** The visit of a request that came to its route, for whoever tells of a failure. */
  static Optional<Visit> visit(Context context) {
    return Optional.ofNullable(context.attribute(VISIT));
  }

  /** Answers a request of a route, also if that fails, and measures how long it took. */
  void measured(Endpoint endpoint, Context context, Failures failures) {
    Timer.Sample sample = metrics.begin();
    Traces.Begun trace =
        Traces.request(
            endpoint.route().verb().name(),
            endpoint.route().path(),
            Optional.ofNullable(context.header("traceparent")));
    try {
      answer(endpoint, context);
    } catch (Exception e) {
      failures.answer(e, context);
    } finally {
      int status = context.statusCode();
      trace.ended("http.response.status_code", status, status >= 500);
      log(endpoint.route(), context, metrics.end(sample, endpoint.route(), status));
      trace.close();
    }
  }

  /** What changed something or was not done; what was read is counted by the metrics. */
  private static void log(Route route, Context context, long nanoseconds) {
    int status = context.statusCode();
    if (!route.verb().isChanging() && status < 400) {
      return;
    }
    LogEvent event =
        LogEvent.of("request")
            .with("route", route.toString())
            .with("status", status)
            .with("milliseconds", TimeUnit.NANOSECONDS.toMillis(nanoseconds))
            .with("account", visit(context).flatMap(Visit::caller).map(Gate::account))
            .with("trace", Traces.current().map(TraceParent::traceId))
            .with("request", requestId(context));
    if (status >= 500) {
      event.warn();
    } else {
      event.info();
    }
  }

  private static String account(Caller caller) {
    return caller.account().id().text();
  }

  private void answer(Endpoint endpoint, Context context) throws Exception {
    Route route = endpoint.route();
    String requestId = requestId(context);
    if (!route.is(Route.Trait.FILES) && isOfParts(context)) {
      // Asked before anything reads a field: that would take in the whole body, files and all.
      throw new HttpFailure(415, "This address takes no files.");
    }
    Optional<Caller> caller =
        route.face() == Face.PAGE
            ? callers.person(context, route, requestId)
            : callers.program(context, requestId);
    keep(context, route, caller, null);
    boolean hasBody = route.verb().isChanging();
    if (hasBody
        && caller.isEmpty()
        && route.access() instanceof Access.Anyone
        && !isSmall(bytes(context))) {
      // It is not here yet, and a stranger could send the rest as slowly as they like.
      throw new HttpFailure(413, "What was sent is larger than the service takes.");
    }
    Optional<Id.Account> sender = caller.map(known -> known.account().id());
    if (hasBody) {
      bodies.enter(sender);
    }
    try {
      answer(endpoint, context, caller);
    } catch (Exception e) {
      if (hasBody && caller.isPresent() && !Failures.isTooSlow(e)) {
        UnreadBody.discard(context);
      }
      throw e;
    } finally {
      if (hasBody) {
        bodies.leave(sender);
      }
    }
  }

  private void answer(Endpoint endpoint, Context context, Optional<Caller> caller)
      throws Exception {
    Route route = endpoint.route();
    String requestId = requestId(context);
    if (!(route.access() instanceof Access.Anyone) && caller.isEmpty()) {
      refuseUnknown(route, context);
      return;
    }
    requireBounded(route, bytes(context)); // before anything reads a field
    if (route.face() == Face.PAGE && !own.isOwn(context, route, caller)) {
      logDenied("no-proof", route, context, caller);
      throw new HttpFailure(
          403, "This was not sent by a page of the service. Go back, reload the page, try again.");
    }
    if (awaitsSecondFactor(route, caller)) {
      sendToSecondFactor(route, context);
      return;
    }
    Project project = permit(route, context, caller);
    Optional<Caller> still = caller;
    if (caller.isPresent() && comesSlowly(route, bytes(context))) {
      // Read as a whole before it is asked again: what ended meanwhile must do nothing.
      context.bodyAsBytes();
      Caller before = caller.get();
      still = site.store().read(before::now);
      if (still.isEmpty()) {
        throw new HttpFailure(401, "Your access ended while you sent. Nothing was done.");
      }
      project = permit(route, context, still);
    }
    Visit visit = keep(context, route, still, project);
    Optional<Bounds> bounds = bounds(route);
    bounds.ifPresent(one -> one.enter(visit.account().id()));
    try {
      endpoint.handler().answer(visit);
    } finally {
      bounds.ifPresent(one -> one.leave(visit.account().id()));
    }
  }

  /** How many bytes a body says that it has; 0 if there is none, -1 if it does not say. */
  private static long bytes(Context context) {
    long length = context.req().getContentLengthLong(); // an int would be -1 beyond 2 GiB
    return length < 0 && context.header("Transfer-Encoding") == null ? 0 : length;
  }

  /** Whether a body was awaited, or there is none. */
  private static boolean isSmall(long bytes) {
    return bytes >= 0 && bytes <= AwaitedBodies.SMALL;
  }

  /** Whether a form or JSON was not awaited, so that it may take hours to come. */
  private static boolean comesSlowly(Route route, long bytes) {
    return !(route.access() instanceof Access.Anyone) && isKept(route) && !isSmall(bytes);
  }

  /** Whether a route takes a body that is kept in memory. */
  private static boolean isKept(Route route) {
    return route.verb().isChanging()
        && !route.is(Route.Trait.FILES)
        && !route.is(Route.Trait.STREAMED);
  }

  /** Refuses a body that would be kept in memory and may have any size. */
  private static void requireBounded(Route route, long bytes) {
    if (!isKept(route)) {
      return;
    }
    if (bytes < 0) {
      throw new HttpFailure(411, "Say how long the body is: send Content-Length.");
    }
    if (bytes > MOST_IN_MEMORY) {
      throw new HttpFailure(413, "What was sent is larger than the service takes.");
    }
  }

  private Optional<Bounds> bounds(Route route) {
    if (route.is(Route.Trait.HEAVY)) {
      return Optional.of(heavy);
    }
    return route.is(Route.Trait.DECODES) ? Optional.of(decoding) : Optional.empty();
  }

  /**
   * Answers a request for the head alone. What is open to anyone is answered as by GET; of all else
   * nobody learns more than by GET, and those who may see it are told to ask by GET.
   */
  void head(Endpoint endpoint, Context context, Failures failures) {
    try {
      Route route = endpoint.route();
      if (route.access() instanceof Access.Anyone) {
        answer(endpoint, context);
        return;
      }
      Optional<Caller> caller =
          route.face() == Face.PAGE
              ? callers.person(context, route, requestId(context))
              : callers.program(context, requestId(context));
      keep(context, route, caller, null);
      if (caller.isEmpty()) {
        refuseUnknown(route, context);
        return;
      }
      permit(route, context, caller);
      context.header("Allow", "GET");
      throw new HttpFailure(405, "This address can't be asked like that.");
    } catch (Exception e) {
      failures.answer(e, context);
    }
  }

  /** Who has to set up a second factor first may do that, log out, and nothing else. */
  private boolean awaitsSecondFactor(Route route, Optional<Caller> caller) {
    return !(route.access() instanceof Access.Anyone)
        && !route.path().startsWith(SecondFactorPages.HOME)
        && !route.path().equals("/log-out")
        && !route.path().equals("/session")
        && caller.isPresent()
        && caller.get() instanceof Caller.Person person
        && factors.isAwaited(person.account());
  }

  private static void sendToSecondFactor(Route route, Context context) {
    if (route.verb() == Verb.GET && !accepts(context, "application/json")) {
      context.redirect(SecondFactorPages.HOME);
    } else {
      throw new HttpFailure(403, "Your role needs a second factor. Set it up under My account.");
    }
  }

  private static boolean isOfParts(Context context) {
    return Optional.ofNullable(context.contentType())
        .orElse("")
        .strip()
        .toLowerCase(Locale.ROOT)
        .startsWith("multipart/");
  }

  private Visit keep(
      Context context, Route route, Optional<Caller> caller, @Nullable Project project) {
    Visit visit = new Visit(context, site, route, requestId(context), caller.orElse(null), project);
    context.attribute(VISIT, visit);
    return visit;
  }

  private void refuseUnknown(Route route, Context context) {
    if (context.cookie(transport.cookie()) != null) {
      // The session has ended by itself: what the browser keeps of it shall go too.
      context.header("Clear-Site-Data", "\"cache\"");
    }
    if (route.face() == Face.API) {
      logDenied("no-key", route, context, Optional.empty());
    }
    if (route.face() == Face.API) {
      context.header("WWW-Authenticate", "Bearer");
      throw new HttpFailure(401, "Send a key that is worth something as Authorization: Bearer.");
    }
    String logIn = logIn(context);
    String back = LogInPages.leadingTo(own.page(context).orElse(""));
    if (context.header("HX-Request") != null) {
      context.status(401).header("HX-Redirect", logIn + back);
    } else if (route.verb() == Verb.GET && !accepts(context, "application/json")) {
      // What no browser shows, such as a zip, is asked for again on the page that has its link.
      String there = LogInPages.leadingTo(asked(context));
      context.redirect(logIn + (there.isEmpty() ? back : there));
    } else {
      throw new HttpFailure(401, "You are logged out. Log in, and try again.");
    }
  }

  /** Where who asks logs in. Whom the provider still knows comes back without typing anything. */
  static String logIn(Context context) {
    return Callers.mayRenew(context) ? "/log-in/provider" : "/log-in";
  }

  /** The path of a request, with what it asks for. */
  private static String asked(Context context) {
    String query = Optional.ofNullable(context.queryString()).orElse("");
    return query.isEmpty() ? context.path() : context.path() + "?" + query;
  }

  static boolean accepts(Context context, String type) {
    return Optional.ofNullable(context.header("Accept")).orElse("").startsWith(type);
  }

  /** Refuses who may not; returns the project if the route is about one. */
  private @Nullable Project permit(Route route, Context context, Optional<Caller> caller) {
    if (route.access() instanceof Access.InService in) {
      if (caller.flatMap(one -> one.roleFor(in.permission())).isEmpty()) {
        throw denied(route, context, caller, HttpFailure.forbidden());
      }
      return null;
    }
    if (route.access() instanceof Access.InProject in) {
      Id.Project id = project(context);
      if (caller.isEmpty() || !caller.get().sees(id)) {
        throw denied(route, context, caller, HttpFailure.missing());
      }
      if (caller.get().roleFor(in.permission(), id).isEmpty()) {
        throw denied(route, context, caller, HttpFailure.forbidden());
      }
      Account account = caller.get().account();
      return site.store()
          .read(
              tx -> {
                Project found = tx.projects().get(id).orElseThrow(HttpFailure::missing);
                Blindfold.require(tx, route, context::pathParam, id, account);
                return found;
              });
    }
    return null;
  }

  private static Id.Project project(Context context) {
    try {
      return new Id.Project(Id.parse(context.pathParam("project")));
    } catch (InputException e) {
      throw HttpFailure.missing();
    }
  }

  private static HttpFailure denied(
      Route route, Context context, Optional<Caller> caller, HttpFailure failure) {
    logDenied(failure.status() == 404 ? "no-member" : "no-role", route, context, caller);
    return failure;
  }

  private static void logDenied(String why, Route route, Context context, Optional<Caller> caller) {
    LogEvent.of("access-denied")
        .with("why", why)
        .with("route", route.toString())
        .with("account", caller.map(Gate::account))
        .with("request", requestId(context))
        .warn();
  }
}
