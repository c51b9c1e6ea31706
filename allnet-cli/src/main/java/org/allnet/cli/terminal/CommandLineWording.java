package org.allnet.cli.terminal;

import java.util.List;
import org.allnet.data.GpuLibrary;
import org.allnet.data.Invocation;
import org.allnet.data.JavaMemory;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.Wording;

/** Options and commands as one types them: {@code --input-size 224}, {@code ./allnet train ...}. */
public final class CommandLineWording implements Wording {

  /** The only one; it has no state. */
  public static final CommandLineWording TYPED = new CommandLineWording();

  /** The program as records of commands name it, on whatever machine they are made. */
  static final String USUAL = "./allnet";

  private static final String LAUNCHER = System.getProperty("allnet.typed", USUAL);

  private CommandLineWording() {}

  /**
   * {@return what a user types to start the program, such as {@code ./allnet}; quoted for a shell}
   */
  public static String program() {
    return quoted(LAUNCHER);
  }

  /**
   * Returns a word as a shell has to be told it.
   *
   * @param word a word of a command
   */
  public static String quoted(String word) {
    return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Returns sentences as the command line says them.
   *
   * @param sentences what is to be said
   * @return the text of each, in the same order
   */
  public static List<String> lines(List<Sentence> sentences) {
    return sentences.stream().map(sentence -> sentence.in(TYPED)).toList();
  }

  @Override
  public String option(OptionName option) {
    return "--" + option.key();
  }

  @Override
  public String value(OptionValue value) {
    return option(value.option()) + " " + value.shownValue();
  }

  @Override
  public String invocation(Invocation invocation) {
    StringBuilder typed = new StringBuilder(program()).append(' ').append(invocation.command());
    invocation.values().forEach(value -> typed.append(' ').append(value(value)));
    return typed.toString();
  }

  @Override
  public String memory(JavaMemory memory) {
    return "give Java more memory (such as ALLNET_JAVA_OPTS=-Xmx%dg)".formatted(memory.gibibytes());
  }

  /** A package has no build for GPUs: that is made of the sources. */
  @Override
  public String gpuLibrary(GpuLibrary library) {
    return "ALLNet built for GPUs (in its sources: ALLNET_MAVEN_OPTS=-Pcuda %s --version)"
        .formatted(USUAL);
  }
}
