package org.allnet.data.dataset;

import java.util.Set;

/** Words that say neither sick nor healthy: of cells, tissue, people, pictures and the like. */
final class NeutralWords {

  /** Regular expressions with blanks between them, in lower case without accents. */
  static final String PATTERNS =
      """
      cells? cellules? celulas? cellul[ae] cellen zellen? zellbild(er)? hucre(si|ler|leri)?
      komork[ia] wbcs? whiteblood blood blut sang sangre sangue kan marrow bone bm pb peripheral
      lymphocytes? lymphocyten? lymphozyten? linfocit[oi]s? lenfosit(ler)? lymphoid leu[ck]ocytes?
      leukozyten? precursors? limfocyty knochenmark medula midollo moelle szpik kemikiligi ilik
      images? imgs? bild(er)? fotos? photos? pictures? pics? imagen(es)? imagem imagens immagini
      fields? views? scans? regions? rois? frames? tiles? patch(es)? micrographs? microscop(y|e|ic)
      fovs? feld(er)? aufnahmen? campos? champs? goruntu(su|ler|leri)? resim(ler)? resmi obraz(y|ow)?
      zdjeci[ea] alan[i]? lames?
      stain(s|ed|ing)? giemsa child(ren)? kids? adults? males? females? volunteers?
      samples? proben? echantillons? muestras? slides? smears? crops? blutausstrich(e)? ausstriche?
      praparate? frotis frottis esfregacos? striscio vetrino rozmaz yayma lamina
      patients? patienten cases? persons? people persone?n? subjects? donors? individuals? pacientes?
      paziente pazienti hastasi class classe klasse group groupe gruppe grupo grup set data dataset
      folder type label with of from de di da del la les le the der die das von van mit avec con com
      клетк[аи] клеток лимфоциты образ(ец|цы) снимок снимк[аи] изображени[яе] фото мазок мазк[аи]
      поле кровь крови препарат(ы)? пациент(ы|ов|а)? микроскоп(ия)?
      细胞 細胞 淋巴 淋巴球 淋巴细胞 淋巴細胞 白细胞 白細胞 白血球 髓 骨髓 骨髄 血 血液 外周 末梢
      图像 圖像 图片 圖片 图 圖 原图 片 照片 相片 影像 画像 画 写真 像 切片 玻片 彩色 油镜
      视野 視野 视场 显微 显微镜 顯微鏡 顕微鏡 镜下 涂片 塗片 塗抹 标本 標本 扫描 样本 样品 検体 症例 病例
      組 组 群 类 的 人 者 男 女 儿童 兒童 小儿 成人 第 张 張 号 號 例 份 名 位 个 個 の リンパ球 スライド
      세포 림프구 림프 백혈구 혈구 혈액 말초 말초혈액 골수 이미지 그림 사진 영상 현미경 시야 표본 도말 슬라이드 군 사람 인
      ภาพ รูป รูปภาพ ภาพถ่าย เซลล์ เลือด เม็ดเลือดขาว เม็ดเลือด ไขกระดูก สไลด์ คน กล้อง กลุ่ม ผล
      سلول سلولها سلولهای خلیه خلایا خون تصاویر بافت تصویر عکس عکسها مغز استخوان گلبول سفید
      لنفوسیت لنفوسیتها لمفاویة لمفاویات صورة صور دم نخاع عظم عینة osse[ao]s? osea
      """;

  /** Short words that are written before or behind others without a mark. */
  private static final Set<String> JOINED =
      Set.of(
          "pt", "pts", "bm", "pb", "bx", "fn", "fna", "nr", "wb", "bma", "bmb", "pbs", "pbf", "wbc",
          "cell", "cells", "zell", "img", "imgs", "pic", "pics", "foto", "bild", "scan", "view",
          "roi", "rois", "tile", "fov", "fovs", "feld", "fld", "kan", "blut", "alan", "lame",
          "фото", "поле");

  private NeutralWords() {}

  /**
   * Returns whether a word is a short one for material, people or pictures, such as {@code Pt} in
   * {@code PtALL} and {@code BM} in {@code ALLBM}.
   *
   * @param word lower case, without accents
   */
  static boolean isJoined(String word) {
    return JOINED.contains(word);
  }
}
