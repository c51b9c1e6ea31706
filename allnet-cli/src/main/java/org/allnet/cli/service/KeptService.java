package org.allnet.cli.service;

import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.work.operation.ServiceFolder;

/** Opens what a service keeps, which may run at the same time. */
final class KeptService {

  private KeptService() {}

  /**
   * Opens a service's store.
   *
   * @param place where it is
   * @param command refuses options that can do nothing
   * @return the store; the caller closes it
   * @throws InputException if there is no service, or it has another database
   */
  static Store open(DatabaseMixin place, Subcommand command) {
    ServiceLibraries.require();
    ServiceFolder folder = new ServiceFolder(place.folder());
    StoreSettings settings = place.store(command);
    folder.requireService();
    return folder.open(settings, store -> store);
  }
}
