package org.allnet.data;

import java.util.stream.Collectors;

/**
 * How a program spells options, their values, commands and settings of Java to its users. A command
 * line, a web page and a Java program give the same option in different ways.
 */
public interface Wording {

  /** The wording for a Java engineer: the names of options as they are in recipes and files. */
  Wording PLAIN =
      new Wording() {
        @Override
        public String option(OptionName option) {
          return "'" + option.key() + "'";
        }

        @Override
        public String value(OptionValue value) {
          return value.option().key() + " " + value.shownValue();
        }

        @Override
        public String invocation(Invocation invocation) {
          String values =
              invocation.values().stream().map(this::value).collect(Collectors.joining(", "));
          return "'" + invocation.command() + "'" + (values.isEmpty() ? "" : " with " + values);
        }

        @Override
        public String memory(JavaMemory memory) {
          return "give Java more memory (such as -Xmx%dg)".formatted(memory.gibibytes());
        }

        @Override
        public String gpuLibrary(GpuLibrary library) {
          return "the tensor engine's library for GPUs (pytorch of org.bytedeco with the classifier %s)"
              .formatted(library.classifier());
        }
      };

  /**
   * Returns how an option is spelled.
   *
   * @param option the option
   * @return part of a sentence
   */
  String option(OptionName option);

  /**
   * Returns how an option with its value is spelled.
   *
   * @param value the option and its value
   * @return part of a sentence
   */
  String value(OptionValue value);

  /**
   * Returns how a command is spelled.
   *
   * @param invocation the command and its options
   * @return part of a sentence
   */
  String invocation(Invocation invocation);

  /**
   * Returns how a user is told to give Java more memory.
   *
   * @param memory how much
   * @return part of a sentence, in the imperative
   */
  String memory(JavaMemory memory);

  /**
   * Returns how a user is told what the tensor engine computes on a GPU with.
   *
   * @param library the library
   * @return part of a sentence, a noun
   */
  String gpuLibrary(GpuLibrary library);
}
