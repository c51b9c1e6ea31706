package org.allnet.cli;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java sources of all modules, for walls that need more than classes tell. */
final class JavaSources {

  /** The folder of all modules. */
  static final Path ROOT = Path.of("..");

  private JavaSources() {}

  /**
   * Returns the sources of all modules but their descriptors.
   *
   * @param folder where they are in a module, such as {@code src/main/java}
   */
  static List<Path> of(String folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT, "allnet-*")) {
      for (Path module : modules) {
        Path sought = module.resolve(folder);
        if (Files.isDirectory(sought)) {
          try (Stream<Path> files = Files.walk(sought)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.endsWith("module-info.java"))
                .sorted()
                .forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }

  /**
   * Parses sources and goes through them.
   *
   * @param sources the files
   * @param scanner makes what goes through each of them
   * @return the scanner
   */
  static <S extends TreeScanner<Void, Void>> S scan(
      List<Path> sources, Function<JavacTask, S> scanner) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask parser =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      S made = scanner.apply(parser);
      for (CompilationUnitTree unit : parser.parse()) {
        made.scan(unit, null);
      }
      return made;
    }
  }
}
