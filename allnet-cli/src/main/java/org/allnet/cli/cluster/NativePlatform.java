package org.allnet.cli.cluster;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system and processor that machines of a cluster have, by the folders in which libraries keep
 * their native parts.
 */
enum NativePlatform {
  /** Linux on processors of Intel and AMD. */
  LINUX_X86_64("linux-x86_64", "linux-x86-64", "Linux/x86_64"),
  /** Linux on processors of ARM. */
  LINUX_ARM64("linux-arm64", "linux-aarch64", "Linux/arm64"),
  /** A Mac with a processor of Apple. */
  MACOSX_ARM64("macosx-arm64", "darwin-aarch64", "Mac/arm64"),
  /** Windows on processors of Intel and AMD. */
  WINDOWS_X86_64("windows-x86_64", "win32-x86-64", "Windows/x86_64");

  private static final Pattern ENGINE =
      Pattern.compile("org/bytedeco/[^/]+/((?:linux|macosx|windows|android|ios)-[^/]+)/.*");
  private static final Pattern SYSTEM_CALLS =
      Pattern.compile("com/sun/jna/([^/]+)/[^/]+\\.(?:so|dll|jnilib|a)");
  private static final Pattern TERMINAL = Pattern.compile("org/jline/nativ/([^/]+/[^/]+)/.*");

  private final String key;
  private final List<String> folders;

  NativePlatform(String key, String systemCalls, String terminal) {
    this.key = key;
    this.folders = List.of(key, systemCalls, terminal);
  }

  /**
   * Returns those that jars have the tensor engine for, without a GPU.
   *
   * @param jars files
   */
  static List<NativePlatform> among(List<Path> jars) {
    return Arrays.stream(values())
        .filter(
            one ->
                jars.stream()
                    .map(jar -> jar.getFileName().toString())
                    .anyMatch(
                        name -> name.matches("pytorch-.*-" + Pattern.quote(one.key) + "\\.jar")))
        .toList();
  }

  /** {@return its name in the names of the tensor engine's jars} */
  String key() {
    return key;
  }

  /**
   * Returns whether an entry of a jar is of use here: it is no native library, or one of these
   * machines.
   *
   * @param entry its path in the jar
   */
  boolean takes(String entry) {
    List<Pattern> libraries = List.of(ENGINE, SYSTEM_CALLS, TERMINAL);
    for (int i = 0; i < libraries.size(); i++) {
      Matcher library = libraries.get(i).matcher(entry);
      if (library.matches()) {
        return library.group(1).equals(folders.get(i));
      }
    }
    return true;
  }
}
