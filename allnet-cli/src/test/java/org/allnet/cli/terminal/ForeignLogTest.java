package org.allnet.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What libraries that know {@code java.util.logging} alone say. */
class ForeignLogTest {

  @Test
  void library_logs_warningsAlone() throws Exception {
    LibraryLog.to(line -> {}, false);
    assertThat(System.getProperty("java.util.logging.config.class"))
        .isEqualTo(ForeignLog.class.getName());
    Logger library = Logger.getLogger("org.tribuo.common.tree.RandomForestTrainer");
    LogManager.getLogManager().readConfiguration();
    assertThat(library.isLoggable(Level.INFO)).isFalse();
    assertThat(library.isLoggable(Level.WARNING)).isTrue();
  }
}
