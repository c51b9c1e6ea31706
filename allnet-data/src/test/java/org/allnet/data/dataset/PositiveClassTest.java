package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.dataset.PositiveClass.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PositiveClassTest {

  @ParameterizedTest
  @CsvSource({
    "cancer healthy, cancer, HEALTHY_NAME_OR_SICK, false",
    "monocyte neutrophil, neutrophil, UNKNOWN, false",
    "tumour benign, tumour, HEALTHY_NAME_OR_SICK, false",
    "x normal, x, HEALTHY_NAME_OR_SICK, false",
    "normal x, x, HEALTHY_NAME_OR_SICK, false",
    "hem all, all, HEALTHY_NAME_OR_SICK, true",
    "leukemia normal, leukemia, HEALTHY_NAME_OR_SICK, true",
    "all monocyte, all, HEALTHY_NAME_OR_SICK, false",
    "0 1, 1, HEALTHY_NAME_OR_SICK, false",
    "1 0, 1, HEALTHY_NAME_OR_SICK, false",
    "true false, true, HEALTHY_NAME_OR_SICK, false",
    "Yes No, Yes, HEALTHY_NAME_OR_SICK, false",
    "1 2, 2, UNKNOWN, false",
    "1 x, x, UNKNOWN, false",
    "0 1 2, 2, UNKNOWN, false",
    "yes maybe, maybe, UNKNOWN, false",
    "1 hem, 1, HEALTHY_NAME_OR_SICK, false",
    "healthy normal, normal, UNKNOWN, false",
    "L1 L2 healthy, L2, UNKNOWN, false",
    "lymphoblast myeloblast, myeloblast, UNKNOWN, false",
    "0_all 1_hem, 0_all, HEALTHY_NAME_OR_SICK, true",
    "class0-ALL class1-HEM, class0-ALL, HEALTHY_NAME_OR_SICK, true",
    "all_0 hem_1, all_0, HEALTHY_NAME_OR_SICK, false",
    "0_all 1_aml 2_hem, 0_all, HEALTHY_NAME_OR_SICK, false",
    "all aml, all, HEALTHY_NAME_OR_SICK, false",
    "Benign Early Pre Pro, Pro, UNKNOWN, false",
    "hem all other, all, HEALTHY_NAME_OR_SICK, false",
    "krank gesund, krank, HEALTHY_NAME_OR_SICK, false",
    "hasta saglikli, hasta, HEALTHY_NAME_OR_SICK, false",
  })
  void of_names_tellPositiveClassOrSayTheyCannot(
      String names, String positive, String reason, boolean blasts) {
    ClassSet classes = ClassSet.of(List.of(names.split(" ")));

    assertThat(classes.positiveName()).isEqualTo(positive);
    assertThat(PositiveClass.of(classes, null).isKnown()).isEqualTo(!reason.equals("UNKNOWN"));
    assertThat(classes.tellsBlasts()).isEqualTo(blasts);
  }

  @ParameterizedTest
  @CsvSource({
    "sağlıklı değil, sağlıklı, sağlıklı değil",
    "سالم, ناسالم, ناسالم",
    "비정상, 정상, 비정상",
    "nonnormal, normal, nonnormal",
    "unhealthy, healthy, unhealthy",
    "lösemisiz, lösemi, lösemi",
    "lösemisiz, lösemili, lösemili",
    "비백혈병, 백혈병, 백혈병",
    "بدون سرطان, سرطان, سرطان",
    "leukemia_0, leukemia_1, leukemia_1",
    "0_leukemia, 1_normal, 0_leukemia",
    "ALL, non-ALL, ALL",
    "AML, non-AML, AML",
    "WBC-Benign, WBC-Malignant-Pro, WBC-Malignant-Pro",
    "patients, controls, patients",
    "ALL+, ALL-, ALL+",
    "leukemia+, leukemia-, leukemia+",
    "mrd-, MRD+, MRD+",
    "BCR-ABL+, BCR-ABL-, BCR-ABL+",
    "+, -, +",
    "ALL (+), ALL (-), ALL (+)",
    "+ALL, −ALL, +ALL",
    "ALL＋, ALL–, ALL＋",
  })
  void of_twoNames_theSickOneIsPositive(String first, String second, String positive) {
    for (List<String> names : List.of(List.of(first, second), List.of(second, first))) {
      ClassSet classes = ClassSet.of(names);
      assertThat(classes.positiveName()).isEqualTo(positive);
      assertThat(PositiveClass.of(classes, null).isKnown()).isTrue();
    }
  }

  /** Nothing is said of these: the second may be healthy or sick as well. */
  @ParameterizedTest
  @CsvSource({
    "normal, healthy_xyz",
    "normal, normal_0",
    "normal, subnormal",
    "cancer-free, tumour_unlike",
    "non-ALL, lymphocyte",
    "normal, non-AML",
    "healthy, quality control",
    "normal, not benign neg",
    "patients, leukemia survivors",
    "positive, leukaemia_unlike",
    "positive control, negative control",
    "benign, healthy controls x",
    "B+T, B-T",
    "B+, B",
    "leukemia+, ALL-",
    "healthy, normal cells",
  })
  void of_twoNamesThatDoNotTell_noneIsKnown(String first, String second) {
    for (List<String> names : List.of(List.of(first, second), List.of(second, first))) {
      assertThat(PositiveClass.of(ClassSet.of(names), null).isKnown()).isFalse();
      assertThat(ClassSet.of(names).tellsBlasts()).isFalse();
    }
  }

  @Test
  void describe_saysWhy() {
    ClassSet known = ClassSet.of(List.of("blast", "x"));
    assertThat(PositiveClass.of(known, null).describe())
        .hasToString("positive class: blast (a usual name of the sick)");
    assertThat(PositiveClass.of(ClassSet.of(List.of("0", "1")), null).describe())
        .hasToString("positive class: 1 (usually the sick beside '0')");
    assertThat(PositiveClass.of(ClassSet.of(List.of("x", "sano")), null).describe())
        .hasToString("positive class: x (since 'sano' is a usual name of the healthy)");
    assertThat(PositiveClass.of(ClassSet.of(List.of("ALL+", "ALL-")), null).describe())
        .hasToString("positive class: ALL+ (the plus, since 'ALL-' has a minus)");
    assertThat(PositiveClass.of(known.withPositive("x"), "x").describe())
        .hasToString("positive class: x (stated)");
    assertThat(PositiveClass.of(known.withPositive("x"), null).reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(PositiveClass.of(ClassSet.of(List.of("x", "y")), null).describe())
        .hasToString(
            "positive class: not known; 'y' is taken (the names x, y do not say which is sick; state it with positive CLASS)");
  }

  @Test
  void withPositive_unknown_namesOptionAndClasses() {
    ClassSet classes = ClassSet.of(List.of("hem", "all"));
    assertThatThrownBy(() -> classes.withPositive("blast"))
        .isInstanceOfSatisfying(
            OptionException.class,
            failure -> {
              assertThat(failure.option()).contains(OptionName.POSITIVE);
              assertThat(failure.value()).contains("blast");
            })
        .hasMessage("positive 'blast' is no class; use one of hem, all");
  }
}
