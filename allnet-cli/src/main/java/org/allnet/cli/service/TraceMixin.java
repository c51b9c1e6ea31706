package org.allnet.cli.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.allnet.data.OptionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where traces are sent. */
final class TraceMixin {

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "OpenTelemetry collector that gets traces by OTLP over HTTP, such as http://localhost:4318. Default: none.")
  private @Nullable String endpoint;

  /**
   * Returns where traces are sent.
   *
   * @return empty if nowhere
   * @throws OptionException if it is no address of a web server
   */
  Optional<URI> endpoint() {
    if (endpoint == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(endpoint);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      throw new OptionException(words(), e);
    }
    throw OptionException.ofSetting("otlp-endpoint", endpoint, words());
  }

  private String words() {
    return "--otlp-endpoint %s: is no address; give one such as http://localhost:4318"
        .formatted(endpoint);
  }
}
