package org.allnet.cli.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.allnet.data.RunException;

/**
 * Many jars made into one that works like them. Each entry is there once. Lists of services are
 * joined. Signatures are left out, since they are of other jars, and so are descriptions of
 * modules, which are of one jar each. Parts for other versions of Java stay what they are. Texts
 * about licences are kept under the name of the jar that they came with.
 */
final class OneJar {

  /** The folder of licences in the jar. */
  static final String LICENCES = "META-INF/third-party/";

  private static final String SERVICES = "META-INF/services/";

  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "META-INF/(MANIFEST\\.MF|INDEX\\.LIST|[^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*|native-image/.*)"
              + "|META-INF/versions/\\d+/OSGI-INF/.*|(META-INF/versions/\\d+/)?module-info\\.class");

  private static final Pattern LICENCE =
      Pattern.compile("META-INF/(LICENSE|NOTICE|DEPENDENCIES|THIRD|AL2|LGPL)[^/]*|LICENSE[^/]*");

  private final NativePlatform platform;
  private final Map<String, JarPart.Entry> entries = new TreeMap<>();
  private final Map<String, List<String>> services = new TreeMap<>();

  OneJar(NativePlatform platform) {
    this.platform = platform;
  }

  /**
   * Adds what is in a jar or a folder of classes.
   *
   * @param part the jar or folder
   * @throws RunException if an entry is there already with another content
   * @throws org.allnet.data.InputException if a list of services can't be read
   */
  void add(JarPart part) {
    boolean own = part.name().startsWith("allnet");
    for (JarPart.Entry entry : part.entries()) {
      String name = entry.name();
      if (LEFT_OUT.matcher(name).matches() || !platform.takes(name)) {
        continue;
      }
      if (name.startsWith(SERVICES)) {
        List<String> lines = services.computeIfAbsent(name, none -> new ArrayList<>());
        entry.lines().stream().filter(line -> !lines.contains(line)).forEach(lines::add);
        continue;
      }
      if (!own && LICENCE.matcher(name).matches()) {
        name = LICENCES + part.name() + "/" + name.substring(name.lastIndexOf('/') + 1);
      }
      JarPart.Entry before = entries.putIfAbsent(name, entry);
      // Descriptions of how a library was built are of no use to anybody here.
      if (before != null && !before.isSame(entry) && !name.startsWith("META-INF/maven/")) {
        throw RunException.in(
            part.file(), "has another %s than %s".formatted(name, before.part()), null);
      }
    }
  }

  /** {@return how many entries the jar gets} */
  int size() {
    return entries.size() + services.size();
  }

  /** {@return the names of the entries, sorted} */
  List<String> names() {
    TreeSet<String> names = new TreeSet<>(entries.keySet());
    names.addAll(services.keySet());
    return List.copyOf(names);
  }

  /**
   * Writes the jar. Nothing in it depends on when it is written.
   *
   * @param to where to
   * @param main the class that is started
   * @param version of the program
   * @param written is told after each entry
   * @throws IOException if it can't be written, or a part can't be read any more
   */
  void write(OutputStream to, String main, String version, Runnable written) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main);
    attributes.put(Attributes.Name.MULTI_RELEASE, "true");
    attributes.put(Attributes.Name.IMPLEMENTATION_TITLE, "ALLNet");
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    attributes.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
    JarOutputStream jar = new JarOutputStream(to);
    JarEntry first = new JarEntry("META-INF/MANIFEST.MF");
    first.setTime(JarPart.BEGINNING);
    jar.putNextEntry(first);
    manifest.write(jar);
    jar.closeEntry();
    for (Map.Entry<String, List<String>> service : services.entrySet()) {
      JarEntry entry = new JarEntry(service.getKey());
      entry.setTime(JarPart.BEGINNING);
      jar.putNextEntry(entry);
      jar.write((String.join("\n", service.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
      written.run();
    }
    for (Map.Entry<String, JarPart.Entry> one : entries.entrySet()) {
      JarEntry entry = new JarEntry(one.getKey());
      entry.setTime(one.getValue().time());
      jar.putNextEntry(entry);
      try (InputStream in = one.getValue().open()) {
        in.transferTo(jar);
      }
      jar.closeEntry();
      written.run();
    }
    jar.finish();
  }
}
