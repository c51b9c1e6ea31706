package org.allnet.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What libraries log, as somebody at the command line sees it. */
class LibraryLogTest {

  private final List<String> lines = new ArrayList<>();

  @AfterEach
  void toNobody() {
    LibraryLog.to(line -> {}, false);
  }

  @Test
  void log_withoutVerbose_showsWarningsAlone() {
    LibraryLog.to(lines::add, false);
    Logger logger = System.getLogger("org.allnet.data.file");

    logger.log(Level.DEBUG, "a detail");
    logger.log(Level.INFO, "a fact");
    logger.log(Level.WARNING, "{0}: can''t be deleted", "a.tmp");
    logger.log(Level.WARNING, "it's {slow}", new IOException("no\n place"));

    assertThat(logger.getName()).isEqualTo("org.allnet.data.file");
    assertThat(lines).containsExactly("note: a.tmp: can't be deleted", "note: it's {slow} (no)");
  }

  @Test
  void log_withVerbose_showsWhatOwnLibrariesSay() {
    LibraryLog.to(lines::add, true);

    System.getLogger("org.allnet.inference.engine").log(Level.DEBUG, "a detail");
    System.getLogger("org.allnet.inference.engine").log(Level.TRACE, "a step");
    System.getLogger("org.example").log(Level.DEBUG, "another's detail");
    System.getLogger("org.example").log(Level.ERROR, "another's failure");

    assertThat(lines).containsExactly("note: a detail", "note: another's failure");
  }
}
