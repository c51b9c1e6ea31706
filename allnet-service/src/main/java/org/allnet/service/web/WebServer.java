package org.allnet.service.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.allnet.service.domain.Hash;
import org.allnet.service.store.Store;
import org.allnet.service.web.access.Callers;
import org.allnet.service.web.access.Confirmations;
import org.allnet.service.web.access.Cookies;
import org.allnet.service.web.access.LocalAccounts;
import org.allnet.service.web.access.LogInAttempts;
import org.allnet.service.web.access.LogInPages;
import org.allnet.service.web.access.LoginLimits;
import org.allnet.service.web.access.ProgramTokens;
import org.allnet.service.web.access.ProviderPages;
import org.allnet.service.web.access.SecondFactorCheck;
import org.allnet.service.web.access.SecondFactorPages;
import org.allnet.service.web.access.SecretBox;
import org.allnet.service.web.access.SetUpCode;
import org.allnet.service.web.access.SetUpPages;
import org.allnet.service.web.access.SignIn;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.access.Vouching;
import org.allnet.service.web.access.WelcomePages;
import org.allnet.service.web.api.ApiPages;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.Provider;
import org.allnet.service.web.operation.MetricPages;
import org.allnet.service.web.operation.ServiceMetrics;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Site;
import org.allnet.service.web.route.Verb;
import org.allnet.service.web.route.Visit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Serves the pages. What there is to ask for is the {@linkplain #routes table of routes}; nothing
 * else is served. Thread-safe.
 */
public final class WebServer implements AutoCloseable {

  /** How long running requests may take after the service was told to stop. */
  private static final Duration STOPPING = Duration.ofSeconds(20);

  /** How long a connection that asks for nothing is kept after the service was told to stop. */
  private static final Duration IDLE_AT_THE_END = Duration.ofMillis(100);

  private static final Duration SLOWEST = Duration.ofSeconds(30);

  /** How much of one uploaded file is kept in memory until it goes to the disk. */
  private static final int IN_MEMORY = 64 << 10;

  /** How much is read of a connection at once, in bytes: an upload is megabytes. */
  private static final int READ_AT_ONCE = 32 << 10;

  /** How many connections are open at once; others wait. */
  private static final int CONNECTIONS = 4000;

  /** How many fields a form may have beside files. */
  private static final int FIELDS = 100;

  private final Javalin server;
  private final List<PageSet> pages;
  private final WebSettings settings;
  private final List<Route> routes;
  private final SetUpCode setUp;

  private WebServer(
      Javalin server,
      List<PageSet> pages,
      WebSettings settings,
      List<Route> routes,
      SetUpCode setUp) {
    this.server = server;
    this.pages = pages;
    this.settings = settings;
    this.routes = routes;
    this.setUp = setUp;
  }

  /** What pages need to be made. */
  @FunctionalInterface
  public interface PageMaker {

    /**
     * Makes the pages beside those of this package.
     *
     * @param signIn checks passwords, also those of people who sign
     * @param cookies begins and ends sessions
     */
    List<PageSet> pages(SignIn signIn, Cookies cookies);
  }

  /**
   * Starts to serve.
   *
   * @param settings where and how
   * @param store what the service keeps; stays open
   * @param clock tells the time
   * @param maker makes the pages
   * @param box seals the secrets of second factors
   * @throws org.allnet.data.InputException if the port is taken
   */
  public static WebServer start(
      WebSettings settings, Store store, Clock clock, PageMaker maker, SecretBox box) {
    LoginLimits limits = new LoginLimits(clock);
    SetUpCode setUp = SetUpCode.of(store);
    SignInSettings way = settings.signIn();
    Optional<Provider> provider = way.oidc().map(oidc -> new Provider(oidc, clock));
    LogInAttempts attempts = new LogInAttempts(store, box, clock);
    Optional<Confirmations> confirmations =
        provider.map(one -> new Confirmations(one, attempts, clock));
    LocalAccounts local = new LocalAccounts(store, clock, way);
    SecondFactorCheck factors = new SecondFactorCheck(store, clock, box, way.secondFactor());
    SignIn signIn =
        new SignIn(
            store,
            settings.transport(),
            limits,
            settings.passwordIterations(),
            local,
            confirmations);
    Cookies cookies = new Cookies(settings.transport());
    Site site =
        new Site(
            store,
            clock,
            settings.zone(),
            "/assets/" + Hash.of(clock.instant().toString()).hex().substring(0, 12) + "/",
            Site.compiledTemplates());
    ServiceMetrics metrics = new ServiceMetrics(store);
    List<Route> routes = new ArrayList<>();
    LogInPages logIn =
        new LogInPages(signIn, cookies, setUp, factors, local, way.oidc().map(OidcSettings::host));
    List<PageSet> pages =
        new ArrayList<>(
            List.of(
                new Assets(),
                new MetricPages(metrics),
                new ApiPages(() -> routes, way.oidc().flatMap(WebServer::ofTokens)),
                logIn,
                new SetUpPages(signIn, cookies, setUp, limits),
                new WelcomePages(signIn, cookies, limits, factors),
                new SecondFactorPages(factors, signIn)));
    if (provider.isPresent() && confirmations.isPresent()) {
      pages.add(
          new ProviderPages(
              provider.get(),
              attempts,
              confirmations.get(),
              logIn,
              signIn,
              cookies,
              settings.transport(),
              setUp,
              new LoginLimits(clock)));
      provider.get().lookAhead();
    }
    pages.addAll(maker.pages(signIn, cookies));
    List<Endpoint> endpoints = pages.stream().flatMap(set -> set.endpoints().stream()).toList();
    requireOneEach(endpoints);
    endpoints.forEach(endpoint -> routes.add(endpoint.route()));
    Gate gate =
        new Gate(
            site,
            settings.transport(),
            new Callers(
                store,
                clock,
                settings.transport(),
                new Vouching(store, settings.sessions(), local, factors, way.oidc()),
                provider.map(one -> new ProgramTokens(one, store, clock))),
            factors,
            metrics);
    Javalin server =
        Javalin.create(
            config -> {
              set(config, settings);
              config.routes.before(gate::before);
              Failures failures = new Failures(site, new OwnRequests(settings.transport()));
              config.routes.exception(Exception.class, failures::answer);
              config.routes.error(404, "*", failures::answerStranger);
              config.routes.error(405, "*", failures::answerStranger);
              for (Endpoint endpoint : endpoints) {
                config.routes.addEndpoint(
                    new io.javalin.router.Endpoint(
                        HandlerType.findOrCreate(endpoint.route().verb().name()),
                        endpoint.route().path(),
                        context -> gate.measured(endpoint, context, failures)));
                if (endpoint.route().verb() == Verb.GET) {
                  // Else the server itself would say that all is well, to anybody.
                  config.routes.addEndpoint(
                      new io.javalin.router.Endpoint(
                          HandlerType.findOrCreate("HEAD"),
                          endpoint.route().path(),
                          context -> gate.head(endpoint, context, failures)));
                }
              }
            });
    return new WebServer(started(server, settings), pages, settings, List.copyOf(routes), setUp);
  }

  /** Where a provider describes itself whose tokens the API takes. */
  private static Optional<String> ofTokens(OidcSettings settings) {
    return settings.audience().map(audience -> settings.discovery());
  }

  private static Javalin started(Javalin server, WebSettings settings) {
    try {
      return server.start();
    } catch (RuntimeException e) {
      server.stop();
      throw new org.allnet.data.InputException(
          "port %d of %s: can't be listened on (%s)"
              .formatted(settings.port(), settings.host(), org.allnet.data.ForeignFailure.words(e)),
          e);
    }
  }

  private static void requireOneEach(List<Endpoint> endpoints) {
    Set<String> known = new HashSet<>();
    for (Endpoint endpoint : endpoints) {
      if (!known.add(endpoint.route().toString())) {
        throw new IllegalStateException(endpoint.route() + " has two handlers");
      }
    }
  }

  private static void set(JavalinConfig config, WebSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    UploadLimits uploads = settings.uploads();
    config.jetty.multipartConfig.cacheDirectory(uploads.scratch().toString());
    config.jetty.multipartConfig.maxFileSize(uploads.bytesPerFile(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxTotalRequestSize(uploads.bytesInAll(), SizeUnit.BYTES);
    config.jetty.multipartConfig.maxInMemoryFileSize(IN_MEMORY, SizeUnit.BYTES);
    config.jetty.modifyServletContextHandler(
        handler -> handler.setMaxFormKeys(uploads.files() + FIELDS));
    BareFailures failures = new BareFailures(settings.transport());
    config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(failures));
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(STOPPING.toMillis());
          server.setErrorHandler(failures);
          server.setHandler(new AwaitedBodies(SLOWEST));
          server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        });
    config.jetty.modifyHttpConfiguration(WebServer::set);
    config.jetty.addConnector(
        (server, http) -> {
          HttpConnectionFactory plain = new HttpConnectionFactory(http);
          plain.setInputBufferSize(READ_AT_ONCE);
          ServerConnector connector =
              settings
                  .certificate()
                  .map(certificate -> new ServerConnector(server, tls(certificate, plain), plain))
                  .orElseGet(() -> new ServerConnector(server, plain));
          connector.setHost(settings.host());
          connector.setPort(settings.port());
          connector.setIdleTimeout(SLOWEST.toMillis());
          connector.addBean(new SlowConnections());
          connector.setShutdownIdleTimeout(IDLE_AT_THE_END.toMillis());
          return connector;
        });
  }

  private static void set(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    // So low that a small body on a busy machine is no slow one: the rate counts from its first
    // byte.
    http.setMinRequestDataRate(20);
  }

  private static SslConnectionFactory tls(
      ServerCertificate certificate, HttpConnectionFactory plain) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStore(certificate.keys());
    factory.setKeyManagerPassword(certificate.password());
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    return new SslConnectionFactory(factory, plain.getProtocol());
  }

  /** The visit of a request that came to no route, for the page that says so. */
  static Visit strange(Context context, Site site, String requestId) {
    return new Visit(
        context,
        site,
        Route.page("/", Access.anyone(), "An address that there is not."),
        requestId,
        null,
        null);
  }

  /** {@return all that can be asked for} */
  public List<Route> routes() {
    return routes;
  }

  /** {@return where it listens} */
  public int port() {
    return server.port();
  }

  /** {@return the server below, by which tests shorten what takes long} */
  Server jetty() {
    return server.jettyServer().server();
  }

  /** {@return the address for a browser on this machine, or of the machine that was given} */
  public String address() {
    return settings.address(port());
  }

  /** {@return how a browser gets there otherwise; empty if the address says all} */
  public Optional<String> elsewhere() {
    return settings.elsewhere(port());
  }

  /** {@return the code by which the first administrator is made, and whether there is one} */
  public SetUpCode setUp() {
    return setUp;
  }

  /**
   * Takes no new requests, and returns when the running ones are answered. Those that would go on
   * for ever are ended first.
   */
  @Override
  public void close() {
    pages.forEach(PageSet::stop);
    server.stop();
  }
}
