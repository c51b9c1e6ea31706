package org.allnet.data.dataset;

/** The names of months, whole and short, in the languages that laboratories use. */
final class MonthNames {

  /** Whole in English, and short in several languages. */
  static final String SHORT =
      "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mrz|mär|mai|okt|dez|ene|abr|dic|fev"
          + "|fév|avr|juin|juil|déc|january|february|march|april|june|july|august|september|october"
          + "|november|december";

  /** Whole names in other languages. */
  private static final String WHOLE =
      "januar|jänner|februar|märz|juni|juli|oktober|dezember"
          + "|janvier|février|mars|avril|juillet|août|septembre|octobre|novembre|décembre"
          + "|enero|febrero|marzo|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
          + "|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
          + "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
          + "|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
          + "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
          + "|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
          + "|محرم|صفر|رمضان|شوال";

  private MonthNames() {}

  /** {@return the alternatives of a regular expression, in lower case} */
  static String pattern() {
    return "(?:" + WHOLE + "|" + SHORT + ")";
  }
}
