package org.allnet.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.benchmark.worker.Launch;
import org.allnet.inference.engine.device.EngineLibraries;

/**
 * Workers of tests: they live for seconds, so that Java's second compiler brings them nothing. They
 * start from where this process has found the tensor engine's libraries.
 */
final class ShortLived {

  private ShortLived() {}

  static Launch launch() {
    return launch(Path.of("target/peers").toAbsolutePath());
  }

  static Launch launch(Path peers) {
    List<String> java = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
    String engine = System.getProperty(EngineLibraries.PROPERTY);
    if (engine != null) {
      java.add("-D" + EngineLibraries.PROPERTY + "=" + engine);
    }
    return new Launch(peers, null, java);
  }
}
