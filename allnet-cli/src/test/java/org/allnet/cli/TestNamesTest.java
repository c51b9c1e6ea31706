package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wall that ArchUnit can't keep, which sees no other module's tests: their names are short. */
final class TestNamesTest {

  private static final int LONGEST = 45;

  @Test
  void testMethods_ofEveryModule_haveShortNames() throws IOException {
    List<TestMethod> tests = testsIn(JavaSources.of("src/test/java"));

    assertThat(tests).hasSizeGreaterThan(1000);
    assertThat(tests)
        .as("tests whose names have more than %s characters", LONGEST)
        .filteredOn(TestMethod::isTooLong)
        .isEmpty();
  }

  @Test
  void nameOf46Letters_isTooLong(@TempDir Path folder) throws IOException {
    String name = "n".repeat(LONGEST);
    Path source =
        Files.writeString(
            folder.resolve("ATest.java"),
            """
            class ATest {
              @Test void %1$s() {}
              @Test void %1$sA() {}
              void %1$sHelping() {}
              @Nested class Inner {
                @org.junit.jupiter.api.Test void %1$sB() {}
                @RepeatedTest(3) void %1$sC() {}
                @ParameterizedTest(name = "{0}") @CsvSource({"a, b"}) void %1$sD(String text) {}
                @TestFactory Stream<DynamicTest> %1$sE() {}
              }
            }
            """
                .formatted(name));

    assertThat(testsIn(List.of(source)))
        .filteredOn(TestMethod::isTooLong)
        .extracting(TestMethod::name)
        .containsExactly(name + "A", name + "B", name + "C", name + "D", name + "E");
  }

  /** A method that is run as a test, and the file that it is in. */
  private record TestMethod(String file, String name) {

    boolean isTooLong() {
      return name.length() > LONGEST;
    }
  }

  private static List<TestMethod> testsIn(List<Path> sources) throws IOException {
    return JavaSources.scan(sources, parser -> new Scanner()).tests;
  }

  /** Goes through all methods. */
  private static final class Scanner extends TreePathScanner<Void, Void> {

    private final List<TestMethod> tests = new ArrayList<>();

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      if (isTest(method)) {
        tests.add(
            new TestMethod(
                getCurrentPath().getCompilationUnit().getSourceFile().getName(),
                method.getName().toString()));
      }
      return super.visitMethod(method, none);
    }
  }

  /** Whether an annotation makes it a test: {@code Test}, {@code ParameterizedTest}, and so on. */
  private static boolean isTest(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .map(annotation -> annotation.getAnnotationType().toString())
        .anyMatch(type -> type.endsWith("Test") || type.endsWith("TestFactory"));
  }
}
