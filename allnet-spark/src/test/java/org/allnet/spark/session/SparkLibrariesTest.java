package org.allnet.spark.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.spark.session.SparkLibraries.Library;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkLibrariesTest {

  @TempDir Path folder;

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private URI address;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          byte[] file = files.get(path);
          exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
          if (file != null) {
            exchange.getResponseBody().write(file);
          }
          exchange.close();
        });
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/repository");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Library library(String name, String content) {
    files.put("/repository/a/b/" + name, content.getBytes(StandardCharsets.UTF_8));
    byte[] hash = Sha256.digest().digest(content.getBytes(StandardCharsets.UTF_8));
    return new Library("a/b/" + name, HexFormat.of().formatHex(hash), content.length());
  }

  @Test
  void list_isTheClassPathOfTheBuild() {
    Set<String> built = new TreeSet<>();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator)) {
      built.add(Path.of(entry).getFileName().toString());
    }
    assertThat(SparkLibraries.all()).hasSizeGreaterThan(150);
    assertThat(SparkLibraries.all())
        .extracting(Library::name)
        .filteredOn(name -> name.startsWith("spark-"))
        .isSubsetOf(built)
        .contains("spark-sql_2.13-" + SparkLibraries.VERSION + ".jar");
    assertThat(SparkLibraries.all()).allSatisfy(one -> assertThat(one.sha256()).hasSize(64));
  }

  @Test
  void libraries_areFetchedOnce() throws Exception {
    List<Library> two = List.of(library("spark-sql_1.jar", "one"), library("other.jar", "two"));
    List<Library> done = new ArrayList<>();
    assertThat(SparkLibraries.find(List.of(folder))).isEmpty();

    SparkLibraries.fetch(address, folder, two, done::add);
    SparkLibraries.fetch(address, folder, two, done::add);

    assertThat(done).hasSize(4);
    assertThat(asked).hasSize(2);
    assertThat(folder.resolve("jars/other.jar")).hasContent("two");
    assertThat(SparkLibraries.find(List.of(folder.resolve("none"), folder))).contains(folder);
  }

  @Test
  void otherFile_isRefusedAndNotKept() throws Exception {
    Library library = library("spark-sql_1.jar", "as tested");
    files.put(
        "/repository/a/b/spark-sql_1.jar", "as tampered with".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> SparkLibraries.fetch(address, folder, List.of(library), one -> {}))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("is another file than that which ALLNet was tested with");
    try (var left = Files.list(folder.resolve("jars"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void damagedFile_isFetchedAgain() throws Exception {
    Library library = library("spark-sql_1.jar", "whole");
    Files.createDirectories(folder.resolve("jars"));
    Files.writeString(folder.resolve("jars/spark-sql_1.jar"), "who");

    SparkLibraries.fetch(address, folder, List.of(library), one -> {});

    assertThat(folder.resolve("jars/spark-sql_1.jar")).hasContent("whole");
  }

  @Test
  void missingFile_isTold() {
    Library none = new Library("a/b/none.jar", "0".repeat(64), 3);
    assertThatThrownBy(() -> SparkLibraries.fetch(address, folder, List.of(none), one -> {}))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("/repository/a/b/none.jar")
        .hasMessageContaining("can't be fetched");
  }
}
