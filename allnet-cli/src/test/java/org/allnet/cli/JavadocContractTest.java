package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Javadoc of every module names what is thrown, writes shapes in one notation, and begins with a
 * sentence that says something.
 */
final class JavadocContractTest {

  /** Axes in brackets, as in {@code [n,3,h,w]}, which are no interval of numbers. */
  private static final Pattern BRACKETS =
      Pattern.compile(
          "\\[(?=[^\\]]*[a-z])\\w+(?:(?:,| x )\\s*\\w+)+\\]|\\{@code (?:\\[[a-z0-9 ]+\\])+\\}");

  /** A shape whose axis of channels has another name than everywhere. */
  private static final Pattern CHANNEL = Pattern.compile("\\([^()]*\\bchannel, [^()]*\\)");

  private static final Pattern EMPTY_WORDS =
      Pattern.compile(
          "(?:Begins|Checks|Copies|Gets ready|Copies and checks|Checks the ranges?"
              + "|Prepares(?: \\w+)?|[A-Z][a-z]+s (?:it|them|both|one|several))\\.(?s:\\s.*)?");

  /** What is no English for "named like". */
  private static final Pattern CALLED =
      Pattern.compile("\\bcalled\\s+(?:as|otherwise)\\b(?! soon)");

  /** A place in a source and what is wrong there. */
  private record Fault(String place, String what) {}

  @Test
  void sources_ofEveryModule_keepTheContract() throws IOException {
    List<Path> sources = JavaSources.of("src/main/java");
    assertThat(sources).hasSizeGreaterThan(1000);
    assertThat(faults(sources)).isEmpty();
  }

  @Test
  void guides_sayNamedLike() throws IOException {
    try (Stream<Path> guides = Files.walk(JavaSources.ROOT.resolve("docs"))) {
      for (Path guide : guides.filter(file -> file.toString().endsWith(".md")).toList()) {
        assertThat(CALLED.matcher(Files.readString(guide)).find()).as(guide.toString()).isFalse();
      }
    }
  }

  @Test
  void brokenContract_isFound(@TempDir Path folder) throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Broken.java"),
            """
            /** A record. */
            public record Broken(int size) {
              /** Checks the ranges. */
              public Broken {
                if (size < 1) {
                  throw new IllegalArgumentException("a folder called as a class");
                }
              }
              /** Makes a file, float32 [n,3,h,w]. */
              public static void write() {
                OptionRange.require(false, "a", 1, "2");
              }
              /** {@code [words][channels]}, or (batch, channel, height, width). */
              protected void refuse() {
                throw OptionException.unknown("a");
              }
              /**
               * Reads it.
               *
               * @throws IllegalStateException if there is none; called as one
               */
              public void read() {
                throw new IllegalStateException();
              }
              /** A number in [0,1] or [0, 1). */
              public int none() {
                throw new AssertionError();
              }
              /** Something else. */
              private void hidden() {
                throw new IllegalStateException();
              }
              /**
               * Counts the cells.
               *
               * @throws org.allnet.data.InputException if there are none
               */
              public int count() {
                if (size > 9) {
                  throw new OptionException("a");
                }
                throw InputException.in(file, "a");
              }
              public int bare() {
                throw new IllegalStateException();
              }
              @Override
              public int compareTo(Broken other) {
                throw new ClassCastException();
              }
            }
            """);

    assertThat(faults(List.of(source)))
        .extracting(Fault::what)
        .containsExactlyInAnyOrder(
            "<init> says nothing: Checks the ranges.",
            "<init> throws IllegalArgumentException without @throws",
            "'called as' in: a folder called as a class",
            "write has a shape in brackets: [n,3,h,w]",
            "write throws OptionRange.require without @throws",
            "refuse has a shape in brackets: {@code [words][channels]}",
            "refuse has a shape of one channel: (batch, channel, height, width)",
            "refuse throws OptionException.unknown without @throws",
            "read says nothing: Reads it.",
            "count throws OptionException without @throws",
            "bare throws IllegalStateException without @throws",
            "'called as' in: read");
  }

  private static List<Fault> faults(List<Path> sources) throws IOException {
    return JavaSources.scan(sources, parser -> new Scanner(DocTrees.instance(parser))).faults;
  }

  /** Goes through all that has a comment. */
  private static final class Scanner extends TreePathScanner<Void, Void> {

    private final DocTrees trees;
    private final List<Fault> faults = new ArrayList<>();

    Scanner(DocTrees trees) {
      this.trees = trees;
    }

    private void add(String what) {
      faults.add(new Fault(getCurrentPath().getCompilationUnit().getSourceFile().getName(), what));
    }

    private void read(String name) {
      String said = trees.getDocComment(getCurrentPath());
      if (said == null) {
        return;
      }
      String text = said.strip().replaceAll("\\s+", " ");
      BRACKETS
          .matcher(text)
          .results()
          .forEach(found -> add(name + " has a shape in brackets: " + found.group()));
      CHANNEL
          .matcher(text)
          .results()
          .forEach(found -> add(name + " has a shape of one channel: " + found.group()));
      if (EMPTY_WORDS.matcher(text).matches()) {
        add(name + " says nothing: " + text.substring(0, text.indexOf('.') + 1));
      }
      if (CALLED.matcher(text).find()) {
        add("'called as' in: " + name);
      }
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      read(type.getSimpleName().toString());
      return super.visitClass(type, none);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
      read(variable.getName().toString());
      return super.visitVariable(variable, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      read(method.getName().toString());
      String said = trees.getDocComment(getCurrentPath());
      if (isForOthers(method) && (said != null || !overrides(method))) {
        for (String what : thrown(method)) {
          if (said == null || !isNamed(what, said)) {
            add(method.getName() + " throws " + what + " without @throws");
          }
        }
      }
      return super.visitMethod(method, none);
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void none) {
      if (literal.getValue() instanceof String text && CALLED.matcher(text).find()) {
        add("'called as' in: " + text);
      }
      return super.visitLiteral(literal, none);
    }

    /** Whether the comment of what is overridden is the method's own. */
    private static boolean overrides(MethodTree method) {
      return method.getModifiers().getAnnotations().stream()
          .anyMatch(one -> one.getAnnotationType().toString().equals("Override"));
    }

    private boolean isForOthers(MethodTree method) {
      Set<Modifier> modifiers = method.getModifiers().getFlags();
      if (modifiers.contains(Modifier.PRIVATE)) {
        return false;
      }
      return modifiers.contains(Modifier.PUBLIC)
          || modifiers.contains(Modifier.PROTECTED)
          || getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
    }
  }

  /**
   * Whether a comment names what is thrown: the exception that is made or has the factory. A
   * factory of something else may make any.
   */
  private static boolean isNamed(String what, String comment) {
    String made =
        what.startsWith("OptionRange.") ? "OptionException" : what.replaceFirst("\\..*", "");
    String type = made.endsWith("Exception") ? made : "\\w+";
    return Pattern.compile("@throws\\s+(?:[a-z]\\w*\\.)*" + type + "\\b").matcher(comment).find();
  }

  /** What a method makes and throws in its own body, or has {@code OptionRange} throw. */
  private static List<String> thrown(MethodTree method) {
    List<String> thrown = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitThrow(ThrowTree statement, Void none) {
        ExpressionTree made = statement.getExpression();
        String name =
            made instanceof NewClassTree created
                ? created.getIdentifier().toString()
                : made instanceof MethodInvocationTree call
                    ? call.getMethodSelect().toString()
                    : "";
        boolean staysInside = name.equals("IOException") && method.getThrows().isEmpty();
        if (!name.isEmpty() && !name.equals("AssertionError") && !staysInside) {
          thrown.add(name);
        }
        return super.visitThrow(statement, none);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
        if (call.getMethodSelect().toString().equals("OptionRange.require")) {
          thrown.add("OptionRange.require");
        }
        return super.visitMethodInvocation(call, none);
      }

      @Override
      public Void visitClass(ClassTree inner, Void none) {
        return null;
      }
    }.scan(method.getBody(), null);
    return thrown;
  }
}
