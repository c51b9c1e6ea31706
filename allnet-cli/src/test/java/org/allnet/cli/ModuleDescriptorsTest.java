package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.inference.model.ModelDescription;
import org.junit.jupiter.api.Test;

/** The descriptors of modules say what the guide says, and what the other modules use. */
final class ModuleDescriptorsTest {

  private static final String JACKSON = "com.fasterxml.jackson.databind";

  /** The packages that the guide names between the two sentences that say what is for others. */
  private static Set<String> ofTheGuide() throws Exception {
    String guide = Files.readString(Path.of("../docs/embedding.md"));
    String list =
        guide.substring(
            guide.indexOf("A program begins with the package"),
            guide.indexOf("All other packages are internal"));
    Set<String> packages = new TreeSet<>();
    Matcher name = Pattern.compile("`(org\\.allnet[a-z.]*)`").matcher(list);
    while (name.find()) {
      packages.add(name.group(1));
    }
    return packages;
  }

  @Test
  void exportedToAll_isWhatTheGuideNames() throws Exception {
    assertThat(ExportedTypes.modules())
        .containsOnlyKeys("org.allnet.data", "org.allnet.evaluation", "org.allnet.inference");
    assertThat(ExportedTypes.toAll()).isEqualTo(ofTheGuide());
  }

  /**
   * Other modules are compiled on the class path, where nothing tells that an export is missing.
   */
  @Test
  void whatOtherModulesUse_isExportedToThem() {
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.allnet");
    Set<String> missing = new TreeSet<>();
    for (JavaClass type : all) {
      for (Dependency uses : type.getDirectDependenciesFromSelf()) {
        JavaClass used = uses.getTargetClass().getBaseComponentType();
        String from = module(type.getPackageName());
        String to = module(used.getPackageName());
        ModuleDescriptor owner = ExportedTypes.modules().get(to);
        if (owner != null && !from.equals(to) && !isExported(owner, used.getPackageName(), from)) {
          missing.add(to + ": exports " + used.getPackageName() + " to " + from);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The records of model files and runs, and all that they hold. */
  @Test
  void recordsOfFiles_areOpenToJackson() throws Exception {
    Set<Class<?>> records = new HashSet<>();
    collect(ModelDescription.class, records);
    collect(Class.forName("org.allnet.training.run.RunHeader"), records);
    Set<String> closed = new TreeSet<>();
    for (Class<?> one : records) {
      ModuleDescriptor owner = ExportedTypes.modules().get(module(one.getPackageName()));
      if (owner != null
          && owner.opens().stream()
              .noneMatch(
                  open ->
                      open.source().equals(one.getPackageName())
                          && open.targets().contains(JACKSON))) {
        closed.add(owner.name() + ": opens " + one.getPackageName() + " to " + JACKSON);
      }
    }
    assertThat(closed).isEmpty();
    assertThat(records).hasSizeGreaterThan(20);
  }

  private static void collect(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType generic) {
      for (Type one : generic.getActualTypeArguments()) {
        collect(one, found);
      }
    } else if (type instanceof Class<?> one
        && one.getName().startsWith("org.allnet.")
        && found.add(one)) {
      if (one.isRecord()) {
        for (RecordComponent component : one.getRecordComponents()) {
          collect(component.getGenericType(), found);
        }
      }
      if (one.isSealed()) {
        for (Class<?> permitted : one.getPermittedSubclasses()) {
          collect(permitted, found);
        }
      }
    }
  }

  private static boolean isExported(ModuleDescriptor owner, String name, String to) {
    return owner.exports().stream()
        .anyMatch(
            exported ->
                exported.source().equals(name)
                    && (!exported.isQualified() || exported.targets().contains(to)));
  }

  private static String module(String name) {
    String[] parts = name.split("\\.");
    return parts.length < 3 ? name : String.join(".", parts[0], parts[1], parts[2]);
  }
}
