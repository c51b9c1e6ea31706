package org.allnet.cli;

import java.util.function.Function;
import org.allnet.data.file.Decimal;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads numbers as they are typed, in plain digits. A class and no lambdas, for the reason that
 * {@link AllnetProgram} gives.
 */
final class TypedNumber<T> implements ITypeConverter<T> {

  private final Function<String, T> number;

  private TypedNumber(Function<String, T> number) {
    this.number = number;
  }

  /** Lets all options of that program read numbers so. */
  static void in(CommandLine program) {
    program.registerConverter(int.class, new TypedNumber<>(TypedNumber::whole));
    program.registerConverter(Integer.class, new TypedNumber<>(TypedNumber::whole));
    program.registerConverter(long.class, new TypedNumber<>(TypedNumber::digits));
    program.registerConverter(Long.class, new TypedNumber<>(TypedNumber::digits));
    program.registerConverter(double.class, new TypedNumber<>(TypedNumber::decimal));
    program.registerConverter(Double.class, new TypedNumber<>(TypedNumber::decimal));
  }

  @Override
  public T convert(String typed) {
    return number.apply(typed);
  }

  private static int whole(String typed) {
    long value = digits(typed);
    if (value != (int) value) {
      throw new TypeConversionException("'%s' is not an int".formatted(typed));
    }
    return (int) value;
  }

  private static long digits(String typed) {
    return Decimal.whole(typed)
        .orElseThrow(() -> new TypeConversionException("'%s' is not a long".formatted(typed)));
  }

  private static double decimal(String typed) {
    return Decimal.plain(typed)
        .orElseThrow(() -> new TypeConversionException("'%s' is not a double".formatted(typed)));
  }
}
