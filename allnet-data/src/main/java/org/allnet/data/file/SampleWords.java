package org.allnet.data.file;

/** The words for what is taken from a person, and for the occasion. */
public final class SampleWords {

  private static final String SAMPLES = "specimen|sample|slide|smear|biopsy";

  private static final String OCCASIONS =
      "aspirate|block|section|visit|timepoint|probe|muestra|dx|rel|relaps|relapse|rezidiv|erstdiagnose|récidive"
          + "|rechute|recidiva|recaída|nüks|рецидив|diagnosis|diagnose|diagnostic|diagnóstico"
          + "|diagnosi|tanı|baseline|screening|remission|remisyon|remisión|remissione|ремиссия"
          + "|follow[ _-]?up|fu|mrd|initial|final|pre|post|before|after|vor|nach|avant|après|antes"
          + "|después|prima|dopo|önce|sonra|до|после|besuch|visite|visita|vizit|ziyaret|визит|ویزیت"
          + "|cycle|zyklus|kür|course|phase|induction|consolidation|عود|تشخیص|初诊|初診|复发|複發|再発"
          + "|治疗前|治疗后|初诊时|aufnahme|entlassung|admission|discharge|verlauf|первичный|повторный|نوبت";

  /** The units of time by which visits are counted. */
  private static final String UNITS =
      "days?|tage?|gün|jours?|días?|giorn[oi]|dag|dagen|день|روز|weeks?|wk|wochen?|semaines?|semanas?"
          + "|settiman[ae]|hafta|неделя|هفته|months?|mo|monate?|mois|mes|meses|mes[ei]|ay|месяц|ماه"
          + "|years?|yr|jahre?|années?|años?|ann[oi]|yıl|год|سال";

  private SampleWords() {}

  /**
   * Returns the words, as they are behind a person's name in {@code Smith slide 2}.
   *
   * @return the alternatives of a regular expression, in lower case
   */
  public static String pattern() {
    return "(?:" + SAMPLES + "|" + OCCASIONS + ")s?";
  }

  /**
   * Returns the units of time, as they are in {@code Smith week 2}.
   *
   * @return the alternatives of a regular expression, in lower case
   */
  public static String units() {
    return "(?:" + UNITS + ")";
  }

  /** {@return the words for samples as they are in the names of columns} */
  static String samples() {
    return SAMPLES;
  }
}
