package org.allnet.service.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/**
 * Styles, scripts and pictures of the pages, all from the class path: no page asks another site for
 * anything. Their addresses have a part that changes with each start, so that browsers may keep
 * them.
 */
final class Assets implements PageSet {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,60}\\.([a-z0-9]{2,5})");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png");

  /** Where the library lies in its jar; its version is in the build alone. */
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/%s/dist/htmx.min.js";

  private final Map<String, byte[]> read = new ConcurrentHashMap<>();

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                "/assets/{build}/{name}",
                Access.anyone(),
                "Styles, scripts and pictures of the pages."),
            this::answer));
  }

  private void answer(Visit visit) throws IOException {
    String name = visit.context().pathParam("name");
    if (!NAME.matcher(name).matches()) {
      throw HttpFailure.missing();
    }
    String type = TYPES.get(name.substring(name.indexOf('.') + 1));
    if (type == null) {
      throw HttpFailure.missing();
    }
    byte[] bytes = read.get(name);
    if (bytes == null) {
      bytes = load(name).orElseThrow(HttpFailure::missing);
      read.put(name, bytes);
    }
    visit
        .context()
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .contentType(type)
        .result(bytes);
  }

  private static Optional<byte[]> load(String name) throws IOException {
    String path = name.equals("htmx.js") ? HTMX.formatted(version()) : "assets/" + name;
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  private static String version() throws IOException {
    String properties = "/META-INF/maven/org.webjars.npm/htmx.org/pom.properties";
    try (InputStream in = Assets.class.getResourceAsStream(properties)) {
      java.util.Properties read = new java.util.Properties();
      if (in != null) {
        read.load(in);
      }
      return read.getProperty("version", "");
    }
  }
}
