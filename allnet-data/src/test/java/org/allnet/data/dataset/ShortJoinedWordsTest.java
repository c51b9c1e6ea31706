package org.allnet.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.dataset.ClassNames.Meaning;
import org.junit.jupiter.api.Test;

/** Words for a class that are joined to short words, in scripts with and without blanks. */
final class ShortJoinedWordsTest {

  /** The name of a sick one and of a healthy one. */
  private static final String TELLING =
      """
      لوکمیاتصویر,سالم مريضة,سليمة خبيث,طبيعي إيجابي,سلبي leucêmico,saudável células_doente,lâmina_saudável
      阳性图,阴性图 陽性画像,陰性画像 PtALL,PtHEM ALLBM,HEMBM BMALL,BMHEM ALLPB,HEMPB PBALL,PBHEM
      ALLPT,HEMPT bmall,bmhem allpb,hempb Ptall,Pthem ALLpt,HEMpt BxALL,BxHEM FNALL,FNHEM
      NrALL,NrHEM 图ALL,图HEM ALL图片,HEM图片 细胞ALL,细胞HEM 白血病图,正常图 图白血病,图正常 白血病视野,正常视野
      急性淋巴细胞白血病图片,正常人血涂片 白血病细胞,非白血病细胞 有病图,无病图 癌细胞,健康细胞 异常细胞图,正常细胞图  第白血病,第正常
      患者图像,健康人图像 白血病骨髓涂片,正常骨髓涂片 芽球画像,正常画像 白血病患者標本,健常者標本 リンパ芽球写真,正常リンパ球写真 急性リンパ性白血病,正常骨髄
      ポジティブ画像,ネガティブ画像 白血病スライド,コントロールスライド 백혈병사진,정상사진 백혈병환자,정상인 사진백혈병,사진정상 환자영상,정상영상
       림프모구사진,림프구정상사진 มะเร็งเม็ดเลือดขาว,ปกติ ภาพมะเร็ง,ภาพปกติ
      เซลล์ผิดปกติ,เซลล์ปกติ ผู้ป่วย,สุขภาพดี ผลบวก,ผลลบ ภาพบวก,ภาพลบ
      лейкозснимок,нормаснимок снимокбольной,снимокздоровый бластклетка,нормаклетка
      мазоклейкоз,мазокнорма ОЛЛ,Норма лейкозфото,нормафото полелейкоз,поленорма
      hastagörüntü,sağlamgörüntü lösemiresim,sağlıklıresim hastaalan,sağlamalan
      lösemihücre,normalhücre imagenleucemia,imagensana leucemiacelula,celulasana
      fotoenfermo,fotosano celulacancer,celulanormal frotisleucemia,frotisnormal
      muestraenferma,muestrasana LLAimg,Sanoimg leukemiafov,normalfov blastfeld,normalfeld
      krankaufnahme,gesundaufnahme bildkrank,bildgesund sickimg,healthyimg imgsick,imgctrl
      LEUKEMIABM,NORMALBM blastpb,normalpb positivebm,negativebm posimg,negimg
      Positive,Negative PosField,NegField leukemiapt,controlpt ALLFNA,HEMFNA AMLBM,HEMBM
      cancercell,normalcell PBMALIGN,PBBENIGN BallBM,HemBM imagemleucemia,imagemnormal
      lameleucemie,lamenormale vetrinomalato,vetrinosano obrazbialaczka,obraznormalny
      """;

  private static final String SILENT =
      """
      SmALL wALL overall Overall OVERALL Hembra HEMBRA hembra ALLERGY Allergy ALLERGEN SMALL
      WALL HALL FALL MALL GALL RECALL ALLOY ALLOW ALLIED ALLEY ALLAN ALLEN Allen Allah THEM
      ANTHEM HEMLOCK HEMATO Hematology HEMIPLEGIA HEMOGLOBIN PITFALL INSTALL Marshall
      Kendall Randall SmallBM smallpt SMALLBM smallcell wallimg idALL xHem npall kmall
      Nrwall 病理图 病房 病毒 图 图片 细胞 白细胞图 血细胞 不 非 无 没有图 阳性 阳性图 阴性图 Positive negimg 陽性 照片 画像 リンパ球
      사진 세포 양성사진 환경 정보 전체 비교 ภาพ เซลล์ снимок клетка раковина нормальизация ноль foto insane
      Sanford sickle sicklecell illustration normalizer blastomere blastoff controlled
      Malina pasta hastanebolum PatientBM casebm noimg nofoto nonstop unimg ptpb bmpb 不正常 비정상세포
      """;

  private static Meaning meaning(String word, String... all) {
    List<String> files = List.of(all).stream().map(name -> name + "01.png").toList();
    return new ClassInFileName(List.of("0", "1"), files)
        .find(word + "01.png")
        .map(ClassNames::of)
        .orElse(Meaning.UNKNOWN);
  }

  @Test
  void wordsForClasses_areFound() {
    List<String> wrong = new ArrayList<>();
    for (String pair : TELLING.strip().split("\\s+")) {
      String[] two = pair.split(",");
      if (meaning(two[0], two) != Meaning.SICK || meaning(two[1], two) != Meaning.HEALTHY) {
        wrong.add(pair);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void otherWords_tellNothing() {
    List<String> wrong = new ArrayList<>();
    for (String word : SILENT.strip().split("\\s+")) {
      if (meaning(word, word) != Meaning.UNKNOWN) {
        wrong.add(word);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void noBeforeBothClasses_tellsNothing() {
    assertThat(meaning("NoALL", "NoALL", "NoHEM")).isEqualTo(Meaning.UNKNOWN);
    assertThat(meaning("NoALL", "NoALL", "ALL")).isEqualTo(Meaning.HEALTHY);
  }

  @Test
  void answersBesideNamedClasses_tellNothing() {
    List<String> files = List.of("pos_01.png", "neg_02.png");

    assertThat(new ClassInFileName(List.of("ALL", "Normal"), files).find("neg_02.png")).isEmpty();
    assertThat(new ClassInFileName(List.of("0", "1"), files).find("neg_02.png")).hasValue("neg");
  }
}
