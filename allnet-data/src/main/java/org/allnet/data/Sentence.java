package org.allnet.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message whose options, their values and commands are data: each program puts them into words as
 * its users write them.
 *
 * <pre>{@code
 * Sentence advice = Sentence.of("use more %s, or %s", OptionName.FOLDS, OptionName.HOLD_OUT.with(0));
 * advice.toString(); // use more 'folds', or hold-out 0
 * }</pre>
 *
 * <p>It is immutable; two are equal if their template and arguments are.
 */
public final class Sentence {

  private final String template;

  /** Options, their values, invocations, memory, libraries, sentences, numbers and text. */
  private final List<Object> arguments;

  private Sentence(String template, List<Object> arguments) {
    this.template = template;
    this.arguments = Collections.unmodifiableList(arguments);
  }

  /**
   * Returns a sentence.
   *
   * @param template text in the syntax of {@link String#format}; text of a user is an argument and
   *     never a part of it
   * @param arguments what the template names: {@link OptionName}, {@link OptionValue}, {@link
   *     Invocation}, {@link JavaMemory}, {@link GpuLibrary} and {@link Sentence} with {@code %s},
   *     numbers, and anything else as its text
   * @return the sentence
   * @throws java.util.IllegalFormatException if the arguments don't fit the template
   */
  public static Sentence of(String template, @Nullable Object... arguments) {
    List<Object> kept = new ArrayList<>();
    for (@Nullable Object argument : arguments) {
      kept.add(argument != null && isKept(argument) ? argument : String.valueOf(argument));
    }
    Sentence sentence = new Sentence(template, kept);
    sentence.in(Wording.PLAIN);
    return sentence;
  }

  private static boolean isKept(Object argument) {
    return argument instanceof OptionName
        || argument instanceof OptionValue
        || argument instanceof Invocation
        || argument instanceof JavaMemory
        || argument instanceof GpuLibrary
        || argument instanceof Sentence
        || argument instanceof Number;
  }

  /**
   * Returns a sentence that names no option.
   *
   * @param text the whole text
   * @return the sentence
   */
  public static Sentence text(String text) {
    return of("%s", text);
  }

  /**
   * Returns sentences that name no option.
   *
   * @param texts the text of each
   * @return the sentences in the same order
   */
  public static List<Sentence> texts(Collection<String> texts) {
    return texts.stream().map(Sentence::text).toList();
  }

  /**
   * Returns parts one after the other.
   *
   * @param separator the text between two parts
   * @param parts options, their values, invocations, sentences, numbers or text
   * @return the sentence
   */
  public static Sentence joined(String separator, Collection<?> parts) {
    String between = separator.replace("%", "%%");
    return of(String.join(between, Collections.nCopies(parts.size(), "%s")), parts.toArray());
  }

  /**
   * Returns the text as a program says it.
   *
   * @param wording how the program spells options and commands
   * @return the text
   */
  public String in(Wording wording) {
    Object[] words = arguments.stream().map(argument -> worded(argument, wording)).toArray();
    return String.format(Locale.ROOT, template, words);
  }

  /**
   * Returns the same sentence with another value of an option.
   *
   * @param shown the option with the value that the sentence shows
   * @param other what it is to show instead
   * @return the sentence; an equal one if it does not show the value
   */
  public Sentence replacing(OptionValue shown, OptionValue other) {
    List<Object> others = new ArrayList<>();
    for (Object argument : arguments) {
      others.add(
          argument.equals(shown)
              ? other
              : argument instanceof Sentence sentence
                  ? sentence.replacing(shown, other)
                  : argument);
    }
    return new Sentence(template, others);
  }

  private static Object worded(Object argument, Wording wording) {
    if (argument instanceof OptionName option) {
      return wording.option(option);
    }
    if (argument instanceof OptionValue value) {
      return wording.value(value);
    }
    if (argument instanceof Invocation invocation) {
      return wording.invocation(invocation);
    }
    if (argument instanceof JavaMemory memory) {
      return wording.memory(memory);
    }
    if (argument instanceof GpuLibrary library) {
      return wording.gpuLibrary(library);
    }
    return argument instanceof Sentence sentence ? sentence.in(wording) : argument;
  }

  /** {@return the options that are named, in the order of their first mention} */
  public Set<OptionName> options() {
    Set<OptionName> named = new LinkedHashSet<>();
    for (Object argument : arguments) {
      if (argument instanceof OptionName option) {
        named.add(option);
      } else if (argument instanceof OptionValue value) {
        named.add(value.option());
      } else if (argument instanceof Invocation invocation) {
        invocation.values().forEach(value -> named.add(value.option()));
      } else if (argument instanceof Sentence sentence) {
        named.addAll(sentence.options());
      }
    }
    return Collections.unmodifiableSet(named);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sentence sentence
        && template.equals(sentence.template)
        && arguments.equals(sentence.arguments);
  }

  @Override
  public int hashCode() {
    return 31 * template.hashCode() + arguments.hashCode();
  }

  /** {@return the text in the wording for a Java engineer, {@link Wording#PLAIN}} */
  @Override
  public String toString() {
    return in(Wording.PLAIN);
  }
}
