package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Handle;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps Java 17 from keeping the loaded classes for quick starts. */
final class QuickStartTest {

  /** JDK-8274944: it crashes at a lambda of a type that was compiled for Java 5. */
  @Test
  void noLambda_isOfATypeOfPicocli() throws Exception {
    Set<String> lambdas = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("target/classes/org/allnet"))) {
      List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();
      assertThat(classes).hasSizeGreaterThan(100);
      for (Path file : classes) {
        collect(file, lambdas);
      }
    }
    assertThat(lambdas).isNotEmpty();
    assertThat(lambdas).noneMatch(lambda -> lambda.contains(")Lpicocli/"));
  }

  private static void collect(Path file, Set<String> lambdas) throws IOException {
    new ClassReader(Files.readAllBytes(file))
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String of, String made, Handle factory, Object... arguments) {
                    lambdas.add(file.getFileName() + " " + of + made);
                  }
                };
              }
            },
            ClassReader.SKIP_DEBUG);
  }
}
