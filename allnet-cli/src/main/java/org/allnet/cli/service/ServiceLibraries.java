package org.allnet.cli.service;

import org.allnet.data.RunException;

/** The libraries that the service alone needs. Launchers put them on the path for its commands. */
final class ServiceLibraries {

  private ServiceLibraries() {}

  /**
   * Refuses to go on without them.
   *
   * @throws RunException if they are not on the class path
   */
  static void require() {
    if (ServiceLibraries.class.getResource("/com/zaxxer/hikari/HikariDataSource.class") == null) {
      throw new RunException(
          "the service's libraries are not on the class path; start it by the program allnet, or with -cp 'allnet.jar:lib/service/*' org.allnet.cli.Main in place of -jar allnet.jar");
    }
  }
}
