package org.allnet.benchmark.service;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;

/**
 * The folder from which peers are run: their sources, and what npm needs to install the packages of
 * one of them. A file that is there is left as it is, so that somebody may make a peer quicker.
 */
final class PeerFolder {

  /** The last one has npm run no program of a package. */
  private static final List<String> FILES =
      List.of(
          Peer.FASTAPI.file(), Peer.FASTIFY.file(), "package.json", "package-lock.json", ".npmrc");

  private final Path folder;
  private final List<String> changed;

  private PeerFolder(Path folder, List<String> changed) {
    this.folder = folder;
    this.changed = changed;
  }

  /**
   * Lays down what is missing.
   *
   * @param folder the folder, which is made if it is not there
   * @throws RunException if it can't be written
   */
  static PeerFolder lay(Path folder) {
    List<String> changed = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      for (String name : FILES) {
        byte[] ours = read(name);
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
          AtomicFile.write(file, out -> out.write(ours));
        } else if (!Arrays.equals(Files.readAllBytes(file), ours)) {
          changed.add(name);
        }
      }
    } catch (IOException e) {
      throw RunException.in(folder, "is no folder that can be read and written", e);
    }
    return new PeerFolder(folder, changed);
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PeerFolder.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  /** {@return files that were there and are not those of this version} */
  List<String> changed() {
    return changed;
  }

  /**
   * Returns a peer's command, not started yet.
   *
   * @param peer which
   * @param words its arguments
   */
  ProcessBuilder program(Peer peer, List<String> words) {
    String program =
        peer.programs().stream()
            .filter(name -> Files.isExecutable(Path.of(name)))
            .findFirst()
            .orElse(peer.programs().get(peer.programs().size() - 1));
    List<String> command = new ArrayList<>(List.of(program, peer.file()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // How ALLNet's launcher has idle threads wait is ALLNet's own.
    builder.environment().keySet().removeIf(PeerFolder::isOfTheLauncher);
    return builder;
  }

  private static boolean isOfTheLauncher(String variable) {
    return variable.startsWith("OMP_") || variable.startsWith("OPENBLAS_");
  }
}
