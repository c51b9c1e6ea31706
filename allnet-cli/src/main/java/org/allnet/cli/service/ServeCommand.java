package org.allnet.cli.service;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.service.Service;
import org.allnet.service.ServiceOperation;
import org.allnet.service.ServiceSettings;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.web.ServerCertificate;
import org.allnet.service.web.WebSettings;
import org.allnet.service.web.access.Loopback;
import org.allnet.service.web.access.Transport;
import org.allnet.service.work.webhook.AddressRange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet serve}: the service, until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Start the service in which people look at cells, decide and sign.",
      "",
      "It serves pages on this machine until it is stopped (Ctrl+C). The first start prints a link",
      "by which you make the first account. For other machines it needs a certificate, or a proxy",
      "in front of it that speaks HTTPS."
    })
public final class ServeCommand extends Subcommand {

  private static final int PORT = 8080;
  private static final String KEY_STORE_PASSWORD = "ALLNET_TLS_PASSWORD";

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "Models that the service shall have beside those it has already.")
  private List<Path> models = List.of();

  @Mixin private DatabaseMixin database = new DatabaseMixin();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Name or address on which to listen. Default: 127.0.0.1, this machine alone.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port on which to listen; 0 for any that is free. Default: " + PORT + ".")
  private int port = PORT;

  @Option(
      names = "--behind-proxy",
      description = "A proxy in front speaks HTTPS and sets X-Forwarded-For, -Proto and -Host.")
  private boolean behindProxy;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "The service's certificate with its chain, as PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key, as PEM (PKCS #8) without a password.")
  private @Nullable Path key;

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description = "Certificate and key in one file of PKCS #12 instead.")
  private @Nullable Path keyStore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description =
          "First line: the key store's password. Default: the variable " + KEY_STORE_PASSWORD + ".")
  private @Nullable Path keyStorePassword;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that answer; 0 if 'allnet service work' does. Default: 1.")
  private int workers = 1;

  @Option(
      names = "--webhook-network",
      paramLabel = "RANGE",
      description = {
        "Network inside that webhooks may lead to, such as 10.1.0.0/16; may be given again.",
        "127.0.0.0/8 permits this machine, also by plain HTTP."
      })
  private List<String> webhookNetworks = List.of();

  @Mixin private LogMixin log = new LogMixin();

  @Mixin private TraceMixin traces = new TraceMixin();

  @Mixin private SignInMixin signIn = new SignInMixin();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description =
          "Zone in which pages and prints show times, such as Europe/Berlin; files say UTC."
              + " Default: this machine's.")
  private @Nullable String timeZone;

  @Override
  public Integer call() throws InterruptedException {
    ServiceLibraries.require();
    if (keyStore == null) {
      refuse("without --tls-keystore, whose password it is", "--tls-password-file");
    }
    Optional<ServerCertificate> shown = certificate();
    Transport transport =
        shown.isPresent() ? Transport.TLS : behindProxy ? Transport.PROXY : Transport.LOOPBACK;
    if (transport == Transport.LOOPBACK && !Loopback.isName(host)) {
      throw OptionException.ofSetting(
          "host",
          host,
          "--host %s: others could read passwords and pictures on the way; give --tls-certificate and --tls-key, or --behind-proxy if a proxy in front speaks HTTPS"
              .formatted(host));
    }
    WebSettings web =
        new WebSettings(
            host,
            port,
            transport,
            shown,
            zone(),
            LoginSession.Limits.DEFAULT,
            ServiceSettings.uploads(database.folder()),
            PasswordHash.ITERATIONS,
            signIn.settings(this));
    ServiceSettings settings =
        new ServiceSettings(
            database.folder(),
            database.store(this),
            web,
            models,
            workers,
            new ServiceOperation(
                webhookNetworks.stream().map(AddressRange::of).toList(), traces.endpoint()));
    log.use();
    serve(settings);
    return GOOD;
  }

  private ZoneId zone() {
    if (timeZone == null) {
      return ZoneId.systemDefault();
    }
    try {
      return ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw OptionException.ofSetting(
          "time-zone",
          timeZone,
          Sentence.of(
              "--time-zone %s: there is no such zone; give one such as Europe/Berlin or UTC",
              timeZone),
          e);
    }
  }

  private Optional<ServerCertificate> certificate() {
    if (keyStore != null) {
      refuse("with --tls-keystore, which has both", "--tls-certificate", "--tls-key");
      return Optional.of(
          ServerCertificate.keyStore(
              keyStore, SecretText.of(keyStorePassword, KEY_STORE_PASSWORD)));
    }
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    if (certificate == null || key == null) {
      throw new OptionException("--tls-certificate and --tls-key: give both");
    }
    return Optional.of(ServerCertificate.pem(certificate, key));
  }

  private void serve(ServiceSettings settings) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Service service = Service.start(settings)) {
      out().println("ALLNet is served at " + service.address());
      service
          .setUpLink()
          .ifPresent(
              link -> {
                out().println("There is no account yet. Make the first one here, once:");
                out().println("  " + link);
              });
      service.elsewhere().ifPresent(out()::println);
      out().println("Research use only: not a medical device. Stop it with Ctrl+C.");
      out().flush();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    service.close();
                    stopped.countDown();
                  },
                  "stop"));
      stopped.await();
    }
  }
}
