package org.allnet.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneJarTest {

  private static final String READERS = "META-INF/services/javax.imageio.spi.ImageReaderSpi";

  @TempDir Path folder;

  /** Entries and their texts, one after the other. */
  private JarPart jar(String name, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < entries.length; i += 2) {
        ZipEntry entry = new ZipEntry(entries[i]);
        entry.setTime(JarPart.BEGINNING);
        to.putNextEntry(entry);
        to.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
        to.closeEntry();
      }
    }
    return JarPart.open(file);
  }

  private static byte[] written(OneJar jar) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    jar.write(to, "a.Main", "1.2", () -> {});
    return to.toByteArray();
  }

  private static Map<String, String> read(byte[] jar) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
      in.getManifest()
          .getMainAttributes()
          .forEach((name, value) -> texts.put(name.toString(), value.toString()));
      for (ZipEntry at = in.getNextEntry(); at != null; at = in.getNextEntry()) {
        texts.put(at.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  @Test
  void jars_becomeOneThatWorksLikeThem() throws IOException {
    OneJar one = new OneJar(NativePlatform.LINUX_X86_64);
    one.add(
        jar(
            "allnet-cli-1.jar",
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\n",
            "META-INF/LICENSE",
            "ours",
            "module-info.class",
            "m",
            "a/Main.class",
            "main"));
    one.add(
        jar(
            "first-2.0.jar",
            "META-INF/FIRST.SF",
            "signed",
            "META-INF/FIRST.RSA",
            "signed",
            "META-INF/LICENSE",
            "theirs",
            "META-INF/versions/9/module-info.class",
            "m",
            "META-INF/versions/11/f/New.class",
            "new",
            "f/New.class",
            "old",
            "f/Same.class",
            "same",
            READERS,
            "# comment\nf.Bmp\nf.Tiff # and more\n"));
    one.add(
        jar(
            "second-3.jar",
            "f/Same.class",
            "same",
            "META-INF/NOTICE.txt",
            "notice",
            READERS,
            "f.Tiff\ns.Jpeg",
            "com/sun/jna/linux-x86-64/libjnidispatch.so",
            "own",
            "com/sun/jna/linux-aarch64/libjnidispatch.so",
            "other",
            "com/sun/jna/win32-x86-64/jnidispatch.dll",
            "other",
            "org/jline/nativ/Linux/x86_64/libjlinenative.so",
            "own",
            "org/jline/nativ/Mac/arm64/libjlinenative.jnilib",
            "other",
            "org/bytedeco/pytorch/linux-x86_64/libtorch.so",
            "own",
            "org/bytedeco/pytorch/macosx-arm64/libtorch.dylib",
            "other",
            "org/bytedeco/pytorch/Tensor.class",
            "tensor"));

    Map<String, String> texts = read(written(one));

    assertThat(texts)
        .containsOnly(
            Map.entry("Manifest-Version", "1.0"),
            Map.entry("Main-Class", "a.Main"),
            Map.entry("Multi-Release", "true"),
            Map.entry("Implementation-Title", "ALLNet"),
            Map.entry("Implementation-Version", "1.2"),
            Map.entry("Enable-Native-Access", "ALL-UNNAMED"),
            Map.entry("META-INF/LICENSE", "ours"),
            Map.entry("META-INF/third-party/first-2.0/LICENSE", "theirs"),
            Map.entry("META-INF/third-party/second-3/NOTICE.txt", "notice"),
            Map.entry("META-INF/versions/11/f/New.class", "new"),
            Map.entry("a/Main.class", "main"),
            Map.entry("f/New.class", "old"),
            Map.entry("f/Same.class", "same"),
            Map.entry(READERS, "f.Bmp\nf.Tiff\ns.Jpeg\n"),
            Map.entry("com/sun/jna/linux-x86-64/libjnidispatch.so", "own"),
            Map.entry("org/jline/nativ/Linux/x86_64/libjlinenative.so", "own"),
            Map.entry("org/bytedeco/pytorch/linux-x86_64/libtorch.so", "own"),
            Map.entry("org/bytedeco/pytorch/Tensor.class", "tensor"));
    assertThat(written(one)).as("the same at any time").isEqualTo(written(one));
  }

  @Test
  void twoContentsOfOneEntry_areRefused() throws IOException {
    OneJar one = new OneJar(NativePlatform.LINUX_X86_64);
    one.add(jar("first.jar", "f/Same.class", "one"));
    JarPart second = jar("second.jar", "f/Same.class", "another");

    assertThatThrownBy(() -> one.add(second))
        .isInstanceOf(RunException.class)
        .hasMessageContainingAll("second.jar", "f/Same.class", "first");
  }

  /** All but the engine's libraries, which are hundreds of megabytes. */
  @Test
  void ownProgram_hasAllThatSparkDoesNotBring() throws IOException {
    OneJar one = new OneJar(NativePlatform.LINUX_X86_64);
    List<JarPart> parts = new ArrayList<>();
    for (Path file : ProgramParts.ofDriver()) {
      JarPart part = JarPart.open(file);
      parts.add(part);
      boolean native_ = part.name().matches("(pytorch|openblas)-.*(linux|macosx|windows).*");
      if (!native_ && ClusterJarCommand.licensed().stream().anyMatch(part.name()::startsWith)) {
        one.add(part);
      }
    }

    assertThat(one.names())
        .contains(
            "org/allnet/cli/Main.class",
            "org/allnet/cli/version.properties",
            "org/allnet/spark/scoring/Scoring.class",
            "org/allnet/service/Service.class",
            "org/bytedeco/pytorch/Tensor.class",
            "picocli/CommandLine.class",
            "org/tribuo/Model.class",
            "com/twelvemonkeys/imageio/plugins/tiff/TIFFImageReader.class",
            READERS,
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/third-party/jars.txt",
            "META-INF/third-party/PyTorch.txt")
        .noneMatch(name -> name.startsWith("org/apache/spark/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/"))
        .noneMatch(name -> name.startsWith("com/google/protobuf/"))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/eclipse/jetty/"))
        .noneMatch(name -> name.startsWith("org/junit/"))
        .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"))
        .noneMatch(name -> name.endsWith("module-info.class"));
    for (JarPart part : parts) {
      part.close();
    }
  }
}
