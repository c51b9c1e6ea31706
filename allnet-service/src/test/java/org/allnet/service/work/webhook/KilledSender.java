package org.allnet.service.work.webhook;

import java.nio.file.Path;

/** A process in which things happen and are sent until it is killed; it says what it has kept. */
final class KilledSender {

  private KilledSender() {}

  public static void main(String[] args) {
    HookedStore hooked = new HookedStore(Path.of(args[0]));
    hooked.sender(
        1000,
        () -> {
          throw new IllegalStateException("not used here");
        });
    while (true) {
      hooked.happen();
      System.out.println("happened");
      System.out.flush();
    }
  }
}
