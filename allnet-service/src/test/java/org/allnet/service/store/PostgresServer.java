package org.allnet.service.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real PostgreSQL in a temporary folder, on a port of its own, for the tests of one process. The
 * server refuses to run as root, so that root starts it as nobody.
 */
final class PostgresServer {

  private static final int NOBODY = 65534;

  private static Optional<PostgresServer> running = Optional.empty();
  private static boolean tried;

  private final int port;
  private int databases;

  private PostgresServer(int port) {
    this.port = port;
  }

  /** The server of this process, started when it is first asked for; empty if none is installed. */
  static synchronized Optional<PostgresServer> get() throws Exception {
    if (!tried) {
      tried = true;
      Optional<Path> programs = programs();
      if (programs.isPresent()) {
        running = Optional.of(start(programs.get()));
      }
    }
    return running;
  }

  /** The folder with initdb and postgres: the newest of Debian's, or that on the path. */
  private static Optional<Path> programs() throws IOException {
    List<Path> folders = new ArrayList<>();
    Path debian = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(debian)) {
      try (Stream<Path> versions = Files.list(debian)) {
        versions
            .sorted((a, b) -> b.getFileName().toString().compareTo(a.getFileName().toString()))
            .forEach(version -> folders.add(version.resolve("bin")));
      }
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      folders.add(Path.of(folder));
    }
    return folders.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
        .findFirst();
  }

  private static PostgresServer start(Path programs) throws Exception {
    Path folder = MemoryFolder.create("allnet-postgresql");
    boolean root = "root".equals(System.getProperty("user.name"));
    if (root) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path data = folder.resolve("data");
    Path log = Files.createTempFile("allnet-postgresql", ".log");
    List<String> init =
        List.of(
            programs.resolve("initdb").toString(),
            "--no-sync",
            "-A",
            "trust",
            "-U",
            "allnet",
            "-E",
            "UTF8",
            "--locale=C",
            "-D",
            data.toString());
    Process made = builder(root, init, folder, log).start();
    if (!made.waitFor(120, TimeUnit.SECONDS) || made.exitValue() != 0) {
      throw new IOException("initdb failed: " + Files.readString(log));
    }
    List<String> serve =
        List.of(
            programs.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=" + folder,
            "-c",
            "fsync=off",
            "-c",
            "max_connections=60",
            "-c",
            "dynamic_shared_memory_type=mmap");
    Process server = builder(root, serve, folder, log).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder, log)));
    PostgresServer started = new PostgresServer(port);
    started.awaitReady(server, log);
    return started;
  }

  private static ProcessBuilder builder(boolean root, List<String> command, Path folder, Path log) {
    List<String> all = new ArrayList<>();
    if (root) {
      // The server ends with this process, also if nobody can end it.
      all.addAll(
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--pdeathsig=INT"));
    }
    all.addAll(command);
    return new ProcessBuilder(all)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private void awaitReady(Process server, Path log) throws Exception {
    for (int i = 0; i < 300; i++) {
      try (Connection connection = DriverManager.getConnection(url("postgres"), "allnet", "")) {
        return;
      } catch (SQLException e) {
        if (!server.isAlive()) {
          break;
        }
        Thread.sleep(100);
      }
    }
    throw new IOException("PostgreSQL does not start: " + Files.readString(log));
  }

  private static void stop(Process server, Path folder, Path log) {
    server.destroy();
    try {
      if (!server.waitFor(5, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
      Files.deleteIfExists(log);
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
      }
    } catch (IOException | InterruptedException e) {
      // what stays is in the temporary folder
    }
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Makes a new database, as a copy of another one if that is named. */
  synchronized String create(Optional<String> template) throws SQLException {
    String name = "allnet" + ++databases;
    try (Connection connection = DriverManager.getConnection(url("postgres"), "allnet", "");
        Statement statement = connection.createStatement()) {
      if (databases > 2) { // the first one is the template; that of the test before is not used
        statement.execute("drop database allnet" + (databases - 1) + " with (force)");
      }
      statement.execute(
          "create database " + name + template.map(from -> " template " + from).orElse(""));
    }
    return name;
  }
}
