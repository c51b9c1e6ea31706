package org.allnet.network.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * The tensor engine's native libraries, loaded from where they lay at an earlier start. The
 * engine's own loader looks into every jar for some sixty libraries, most of which are in none:
 * that is a third of the time to a first answer. Where anything is not as it was, that loader does
 * it. Thread-safe.
 */
public final class EngineLibraries {

  /** System property that names the file in which the places are kept. */
  public static final String PROPERTY = "allnet.engine";

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

  /** Those of the build with CUDA that need each other. */
  private static final List<String> CUDA =
      List.of("c10", "c10_cuda", "torch_cpu", "torch_cuda", "torch_cuda_linalg", "torch");

  private static boolean asked;

  private EngineLibraries() {}

  /**
   * Loads them, before anything else of the engine is touched, where a file says from where. Else
   * sees to it that the engine's own loader can.
   *
   * @throws IOException where the libraries of the build with CUDA can't be unpacked
   */
  static synchronized void load() throws IOException {
    if (asked) {
      return;
    }
    asked = true;
    String file = System.getProperty(PROPERTY);
    if (file == null || !loaded(file)) {
      unpackCuda();
    }
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
      return true;
    } catch (IOException | InvalidPathException | LinkageError e) {
      System.clearProperty(ENGINE_LOADS);
      return false;
    }
  }

  /**
   * Unpacks the libraries of the build with CUDA, if this is it, all of them before the first is
   * loaded. The engine's own loader unpacks one at a time and begins with one that needs others: at
   * the very first start it would find no GPU.
   */
  private static void unpackCuda() throws IOException {
    String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/";
    for (String name : CUDA) {
      URL library = torch.class.getResource(folder + System.mapLibraryName(name));
      if (library == null) {
        return;
      }
      Loader.cacheResource(library);
    }
  }

  /**
   * Writes down where the libraries of this process came from, if the engine's own loader has found
   * those of the build for Linux without CUDA.
   *
   * @param file the file to write
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
