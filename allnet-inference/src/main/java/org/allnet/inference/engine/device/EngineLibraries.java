package org.allnet.inference.engine.device;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_gloo;
import org.jspecify.annotations.Nullable;

/**
 * The tensor engine's native libraries, loaded from where they lay at an earlier start. The
 * engine's own loader looks into every jar for some sixty libraries, most of which are in none:
 * that is a third of the time to a first answer. If anything is not as it was, that loader does it.
 *
 * <p>That loader unpacks libraries into a cache that all processes of a user share, and is not safe
 * between them: a process can load what another one has half written. It also loads a library
 * before those that it needs are unpacked, so that the system finds others of the same name, such
 * as an older engine that is installed for all. Therefore one process at a time unpacks and loads,
 * and the engine's libraries are unpacked before the first is loaded. Thread-safe.
 */
public final class EngineLibraries {

  /** System property that names the file in which the places are kept. */
  public static final String PROPERTY = "allnet.engine";

  /** File in the engine's cache that one process at a time locks while it unpacks and loads. */
  static final String LOCK = "allnet.lock";

  /** The name under which the engine's packages log. */
  static final String LOG = "org.allnet.inference.engine";

  private static final String ENGINE_LOADS = "org.bytedeco.javacpp.loadLibraries";

  /** The libraries of the build for Linux without CUDA, each behind those that it needs. */
  private static final List<String> ORDER =
      List.of(
          "libjnijavacpp.so",
          "libgcc_s.so.1",
          "libquadmath.so.0",
          "libgfortran.so.5",
          "libopenblas_nolapack.so.0",
          "libjniopenblas_nolapack.so",
          "libopenblas.so.0",
          "libjniopenblas.so",
          "libgomp.so.1",
          "libc10.so",
          "libtorch_cpu.so",
          "libtorch.so",
          "libjnitorch.so");

  /** The library that the engine's operators on the processor are in. */
  private static final String OPERATORS = System.mapLibraryName("torch_cpu");

  /** Those that need each other, by the file that they are in. */
  private static final List<String> TOGETHER =
      List.of(
          "libgomp.so.1", System.mapLibraryName("c10"), OPERATORS, System.mapLibraryName("torch"));

  /** The same of the build with CUDA. */
  private static final List<String> TOGETHER_CUDA =
      Stream.of("c10", "c10_cuda", "torch_cpu", "torch_cuda", "torch_cuda_linalg", "torch")
          .map(System::mapLibraryName)
          .toList();

  private static boolean done;
  private static @Nullable Path operators;

  private EngineLibraries() {}

  /**
   * Loads them, before anything else of the engine is touched: from where a file says they lie, or
   * else by the engine's own loader.
   *
   * @throws IOException if they can't be unpacked
   * @throws LinkageError if they can't be loaded
   */
  static synchronized void load() throws IOException {
    if (done) {
      return;
    }
    Path lock = Loader.getCacheDir().toPath().resolve(LOCK);
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      try (EngineLock reading = EngineLock.take(lock, true)) {
        done = loaded(file);
      }
    }
    if (!done) {
      try (EngineLock unpacking = EngineLock.take(lock, false)) {
        unpack();
        torch.hasCUDA();
        done = true;
      }
    }
  }

  /**
   * Loads what joins processes to a group, which few need.
   *
   * @throws IOException if it can't be unpacked
   * @throws LinkageError if the engine has none for this system
   */
  public static synchronized void loadGroups() throws IOException {
    load();
    try (EngineLock unpacking =
        EngineLock.take(Loader.getCacheDir().toPath().resolve(LOCK), false)) {
      String loads = System.getProperty(ENGINE_LOADS);
      System.clearProperty(ENGINE_LOADS);
      try {
        Loader.load(torch_gloo.class);
      } finally {
        if (loads != null) {
          System.setProperty(ENGINE_LOADS, loads);
        }
      }
    }
  }

  /** {@return where the engine's operators on the processor were loaded from, if that is known} */
  static synchronized @Nullable Path operators() {
    return operators;
  }

  private static boolean loaded(String file) {
    try {
      Path places = Path.of(file);
      if (!Files.isRegularFile(places)) {
        return false;
      }
      List<Path> libraries = Files.readAllLines(places).stream().map(Path::of).toList();
      if (!names(libraries).equals(ORDER) || !libraries.stream().allMatch(Files::isRegularFile)) {
        return false;
      }
      System.setProperty(ENGINE_LOADS, "false");
      libraries.forEach(library -> System.load(library.toString()));
      operators = libraries.get(ORDER.indexOf(OPERATORS));
      return true;
    } catch (IOException | InvalidPathException | LinkageError e) {
      System.clearProperty(ENGINE_LOADS);
      System.getLogger(LOG)
          .log(
              Level.DEBUG,
              "the tensor engine is searched for, since it can't be loaded as " + file + " says",
              e);
      return false;
    }
  }

  /**
   * Unpacks the libraries that need each other, all of them before the first is loaded. The
   * engine's own loader unpacks one at a time and begins with one that needs others: at the very
   * first start it would find no GPU, or another engine's libraries.
   */
  private static void unpack() throws IOException {
    if (!unpacked(Loader.getPlatform() + "-gpu", TOGETHER_CUDA)) {
      unpacked(Loader.getPlatform(), TOGETHER);
    }
  }

  /**
   * Returns whether the engine's library of a machine is on the class path.
   *
   * @param machine system and processor, as the libraries' classifiers name them
   */
  static boolean areThere(String machine) {
    return Stream.of(machine, machine + "-gpu")
        .map(build -> "/org/bytedeco/pytorch/" + build + "/" + System.mapLibraryName("jnitorch"))
        .anyMatch(library -> torch.class.getResource(library) != null);
  }

  /** Unpacks those of a build, and says whether this is it. */
  private static boolean unpacked(String build, List<String> libraries) throws IOException {
    boolean found = false;
    for (String name : libraries) {
      URL library = torch.class.getResource("/org/bytedeco/pytorch/" + build + "/" + name);
      File file = library == null ? null : Loader.cacheResource(library);
      if (file != null && name.equals(OPERATORS)) {
        operators = file.toPath();
      }
      found |= file != null;
    }
    return found;
  }

  /**
   * Writes down where the libraries of this process came from, if the engine's own loader has found
   * those of the build for Linux without CUDA.
   *
   * @param file the file to write
   * @throws UncheckedIOException if it can't be written
   */
  public static void remember(Path file) {
    Map<String, Path> found = new TreeMap<>();
    for (String place : Loader.getLoadedLibraries().values()) {
      Path library = Path.of(place);
      if (Files.isRegularFile(library)) {
        found.put(String.valueOf(library.getFileName()), library.toAbsolutePath());
      }
    }
    List<Path> libraries = new ArrayList<>();
    ORDER.stream().filter(found::containsKey).map(found::get).forEach(libraries::add);
    if (names(libraries).equals(ORDER) && !torch.hasCUDA()) {
      try {
        Files.write(file, libraries.stream().map(Path::toString).toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<String> names(List<Path> libraries) {
    return libraries.stream().map(library -> String.valueOf(library.getFileName())).toList();
  }
}
