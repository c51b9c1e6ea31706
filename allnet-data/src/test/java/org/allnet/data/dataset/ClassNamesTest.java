package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "ALL",
        "B-ALL",
        "ALL_L1",
        "blast",
        "Blasts",
        "lymphoblast",
        "Lymphoblasts",
        "leukemia",
        "Leukaemia cells",
        "LeukemiaCells",
        "acute_lymphoblastic_leukemia",
        "AML",
        "malignant",
        "Malignant Pre-B",
        "cancer",
        "cancerous",
        "tumour",
        "positive",
        "pos",
        "abnormal",
        "sick",
        "diseased",
        "Leuk\u00e4mie",
        "b\u00f6sartig",
        "krank",
        "Krebs",
        "positiv",
        "leuc\u00e9mie",
        "malade",
        "maligne",
        "leucemia",
        "enfermo",
        "maligno",
        "c\u00e1ncer",
        "malato",
        "doente",
        "l\u00f6semi",
        "kanser",
        "hasta",
        "bimar",
        "badkhim",
        "saratan",
        "\u767d\u8840\u75c5",
        "\u6076\u6027",
        "\u9633\u6027",
        "\u043b\u0435\u0439\u043a\u043e\u0437",
        "\u0431\u043b\u0430\u0441\u0442\u044b",
        "\u0431\u043e\u043b\u044c\u043d\u044b\u0435",
        "\u0633\u0631\u0637\u0627\u0646",
      })
  void of_usualNamesOfTheSick_areSick(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.SICK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hem",
        "HEM",
        "healthy",
        "Healthy cells",
        "HealthyCells",
        "normal",
        "Normals",
        "benign",
        "Benign tumour",
        "non-malignant",
        "nonleukemia",
        "non ALL",
        "NonALL",
        "not_cancer",
        "no leukemia",
        "NonCancer",
        "cancer-free",
        "ALL negative",
        "negative",
        "neg",
        "control",
        "controls",
        "gesund",
        "gutartig",
        "nicht krank",
        "ohne Leuk\u00e4mie",
        "negativ",
        "Kontrolle",
        "sain",
        "sans leuc\u00e9mie",
        "b\u00e9nin",
        "sano",
        "sin leucemia",
        "sani",
        "saud\u00e1vel",
        "sem leucemia",
        "sa\u011fl\u0131kl\u0131",
        "salem",
        "khoshkhim",
        "\u6b63\u5e38",
        "\u5065\u5eb7",
        "\u826f\u6027",
        "\u9634\u6027",
        "\u975e\u767d\u8840\u75c5",
        "\u0437\u0434\u043e\u0440\u043e\u0432\u044b\u0435",
        "\u043d\u043e\u0440\u043c\u0430",
        "\u0633\u0627\u0644\u0645",
      })
  void of_usualNamesOfTheHealthy_areHealthy(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "monocyte",
        "lymphocyte",
        "neutrophil",
        "Early",
        "Pre",
        "Pro",
        "erythroblast",
        "class_a",
        "A",
        "B",
        "0",
        "1",
        "2",
        "true",
        "no",
        "",
        "allergic",
        "saint",
        "hemoglobin",
        "all images",
        "normal_blast",
        "unlabelled",
        "positional",
        "notes",
        "nonsense",
        "Original",
        "basophil",
        "ig",
        "platelet",
      })
  void of_otherNames_areUnknown(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.UNKNOWN);
  }

  @Test
  void of_denialsInOtherLanguages_areHealthy() {
    for (String name :
        List.of("bez leukemii", "leukemie-vrij", "geen leukemie", "inte cancer", "不是白血病")) {
      assertThat(ClassNames.of(name)).as(name).isEqualTo(ClassNames.Meaning.HEALTHY);
    }
    for (String name : List.of("not normal", "Not healthy", "nicht gesund", "no sano", "不正常")) {
      assertThat(ClassNames.of(name)).as(name).isEqualTo(ClassNames.Meaning.UNKNOWN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WBC-Malignant-Pre",
        "WBC-Malignant-Early",
        "[Malignant] early Pre-B",
        "[Malignant] Pro-B",
        "all_early",
        "all_pre",
        "Pre-B ALL",
        "T-ALL",
        "ALL_L2",
        "BCP-ALL",
        "ALL blasts",
        "1_leukemia",
        "Leukemia (ALL)",
        "leukemic_blasts",
        "leukemic lymphocytes",
        "blast cells",
        "blastcells",
        "CancerCells",
        "tumour_cells",
        "patients with leukemia",
        "AML M3",
        "Acute Myeloid Leukemia",
        "chronic_lymphocytic_leukemia",
        "Leukämiezellen",
        "Krebszellen",
        "Akute lymphatische Leukämie",
        "células leucémicas",
        "células de leucemia",
        "leucémie aiguë",
        "cellules malignes",
        "cellule maligne",
        "lösemili",
        "kanserli",
        "lösemi hücreleri",
        "tümörlü",
        "kötü huylu",
        "急性淋巴细胞白血病",
        "白血病细胞",
        "癌细胞",
        "悪性",
        "급성 백혈병",
        "백혈병 세포",
        "악성",
        "лейкозные клетки",
        "острый лимфобластный лейкоз",
        "злокачественные",
        "سلول‌های سرطانی",
        "لوسمی",
        "بدخیم",
        "خبيث",
        "białaczka",
      })
  void of_sickWordsBesideKnownOnes_areSick(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.SICK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WBC-Benign",
        "all_benign",
        "0_normal",
        "1_healthy",
        "Healthy_2",
        "healthy donors",
        "normal lymphocytes",
        "normal bone marrow",
        "NormalCells",
        "normalcells",
        "Normal WBC",
        "negative control",
        "control group",
        "hem cells",
        "noncancer",
        "cancerfree",
        "tumorfrei",
        "krebsfrei",
        "free of leukemia",
        "frei von Leukämie",
        "patients without leukemia",
        "leukemia: no",
        "non-blast",
        "cellules saines",
        "células sanas",
        "células normales",
        "gesunde Zellen",
        "lösemisiz",
        "kanserfrei",
        "kansersiz",
        "tümörsüz",
        "hasta değil",
        "kanser yok",
        "iyi huylu",
        "sağlıklı hücreler",
        "비백혈병",
        "백혈병 없음",
        "정상 세포",
        "건강한 사람",
        "음성",
        "正常细胞",
        "健康人",
        "没有白血病",
        "无癌",
        "非癌",
        "異常なし",
        "здоровые клетки",
        "незлокачественные",
        "без лейкоза",
        "доброкачественные",
        "بدون سرطان",
        "لا سرطان",
        "غير سرطاني",
        "غیر‌سرطانی",
        "سلول‌های سالم",
        "خوش‌خیم",
        "حميد",
        "سليم",
      })
  void of_healthyWordsAndDenials_areHealthy(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kanseroid",
        "cancerloos",
        "paraleukemia",
        "leukemia remission",
        "leukemia in remission",
        "suspected leukemia",
        "leukemia?",
        "leukemia-",
        "!leukemia",
        "blast+",
        "leukemia_0",
        "leukemia_false",
        "leukemia no 3",
        "free cancer images",
        "free cancer",
        "not benign",
        "not negative",
        "non-negative",
        "no non-cancer",
        "leukemia not healthy",
        "non-ALL leukemia",
        "non-AML",
        "AML negative",
        "non-T ALL",
        "B-ALL T negative",
        "no acute leukemia",
        "non-acute leukemia",
        "non-lymphoblast",
        "T negative",
        "B positive",
        "CD19 positive leukemia",
        "false positive",
        "false negative",
        "positive control",
        "malignant_benign",
        "positive_negative",
        "healthy_vs_leukemia",
        "normal karyotype AML",
        "precancer",
        "pre-cancer",
        "pre-leukemia",
        "premalignant",
        "quality control",
        "normal_0",
        "normalized",
        "subnormal",
        "unhealthy",
        "nonnormal",
        "abnormal normal",
        "sağlıklı değil",
        "sağlıksız",
        "ناسالم",
        "비정상",
        "不健康",
        "亚健康",
        "癌前",
        "양성",
        "нездоровые",
        "non hem",
        "monoblast",
        "normoblast",
        "all patients",
        "all normal",
        "Segmented",
        "lymph_cll",
        "ALL_IDB1",
        "test",
      })
  void of_rootsBesideWhatIsNotKnown_areUnknown(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.UNKNOWN);
  }

  @Test
  void isBlast_ofLeukaemiaAlone() {
    for (String name : List.of("ALL", "blast", "lösemili", "B-ALL", "白血病细胞", "AML M3", "tall")) {
      assertThat(ClassNames.isBlast(name)).as(name).isTrue();
    }
    for (String name : List.of("cancer", "malignant", "lösemisiz", "patients", "non-ALL", "1")) {
      assertThat(ClassNames.isBlast(name)).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0_all", "1 ALL", "01-all", "class0-ALL", "class_1_all", "ALL_class", "0_B-ALL"})
  void of_countedNamesOfTheSick_areSick(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.SICK);
    assertThat(ClassNames.isBlast(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1_hem", "01 HEM", "class1-HEM", "hem class", "hem_1", "01 healthy", "0hem"})
  void of_countedNamesOfTheHealthy_areHealthy(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALL_1",
        "ALL_0",
        "12_all",
        "123 all",
        "patient_1",
        "class 0",
        "class 1",
        "0",
        "01"
      })
  void of_numbersOfPeopleAndCodes_areUnknown(String name) {
    assertThat(ClassNames.of(name)).isEqualTo(Meaning.UNKNOWN);
  }
}
