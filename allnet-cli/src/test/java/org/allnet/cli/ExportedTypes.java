package org.allnet.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the modules' descriptors export, and which types of others a signature names. */
final class ExportedTypes {

  private static final Map<String, ModuleDescriptor> MODULES = read();

  private static final Set<String> TO_ALL =
      MODULES.values().stream()
          .flatMap(module -> module.exports().stream())
          .filter(exported -> !exported.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toCollection(TreeSet::new));

  private ExportedTypes() {}

  private static Map<String, ModuleDescriptor> read() {
    Map<String, ModuleDescriptor> modules = new TreeMap<>();
    try {
      for (URL place :
          Collections.list(
              ExportedTypes.class.getClassLoader().getResources("module-info.class"))) {
        try (InputStream in = place.openStream()) {
          ModuleDescriptor module = ModuleDescriptor.read(in);
          if (module.name().startsWith("org.allnet.")) {
            modules.put(module.name(), module);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return modules;
  }

  /** {@return the modules of ALLNet that have a descriptor, by name} */
  static Map<String, ModuleDescriptor> modules() {
    return MODULES;
  }

  /** {@return the packages that are exported to all} */
  static Set<String> toAll() {
    return TO_ALL;
  }

  /**
   * {@return what a type's public signatures, and the components of records that they name, show of
   * types that are not exported to all; a line each}
   */
  static List<String> hiddenIn(JavaClass type) {
    Set<String> lines = new TreeSet<>();
    if (isSeen(type)) {
      Set<JavaClass> followed = new HashSet<>();
      named(type)
          .forEach((where, types) -> types.forEach(other -> follow(where, other, followed, lines)));
    }
    return List.copyOf(lines);
  }

  private static void follow(
      String where, JavaClass named, Set<JavaClass> followed, Set<String> lines) {
    JavaClass type = named.getBaseComponentType();
    if (type.isPrimitive() || !type.getName().startsWith("org.allnet.")) {
      return;
    }
    if (!TO_ALL.contains(type.getPackageName())) {
      lines.add(where + " shows " + type.getName());
    } else if (type.isRecord() && followed.add(type)) {
      for (JavaField component : type.getFields()) {
        if (!component.getModifiers().contains(JavaModifier.STATIC)) {
          component
              .getType()
              .getAllInvolvedRawTypes()
              .forEach(other -> follow(component.getFullName(), other, followed, lines));
        }
      }
    }
  }

  private static Map<String, Set<JavaClass>> named(JavaClass type) {
    Map<String, Set<JavaClass>> named = new TreeMap<>();
    Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
        .forEach(above -> add(named, type.getName(), above));
    type.getFields().stream()
        .filter(ExportedTypes::isSeen)
        .forEach(field -> add(named, field.getFullName(), field.getType()));
    Stream.concat(type.getMethods().stream(), type.getConstructors().stream())
        .filter(ExportedTypes::isSeen)
        .forEach(
            code -> {
              code.getParameterTypes().forEach(one -> add(named, code.getFullName(), one));
              code.getExceptionTypes().forEach(one -> add(named, code.getFullName(), one));
              if (code instanceof JavaMethod method) {
                add(named, code.getFullName(), method.getReturnType());
              }
            });
    return named;
  }

  private static void add(Map<String, Set<JavaClass>> named, String where, JavaType type) {
    named.computeIfAbsent(where, none -> new HashSet<>()).addAll(type.getAllInvolvedRawTypes());
  }

  private static boolean isSeen(JavaMember member) {
    return isSeen(member.getModifiers());
  }

  private static boolean isSeen(JavaClass type) {
    return isSeen(type.getModifiers())
        && type.getEnclosingClass().map(ExportedTypes::isSeen).orElse(true);
  }

  private static boolean isSeen(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }
}
