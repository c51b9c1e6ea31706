package org.allnet.report.page;

import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.ClassColours;
import org.allnet.report.content.FieldPictures;
import org.allnet.report.plot.Markup;

/**
 * A field on a page, with boxes that say what they are to a pointer, a finger or the tab key. No
 * script is needed.
 *
 * @param name of the field
 * @param pictures the whole field with its boxes
 */
record MarkedField(String name, FieldPictures pictures) {

  private static final double LETTERS = 0.03;

  /** The CSS class of a cell's class. */
  static String style(int classIndex) {
    return "k" + Math.floorMod(classIndex, ClassColours.COUNT);
  }

  /** {@return what a page with such fields needs beside the style sheet of all pages} */
  static String styleSheet() {
    return IntStream.range(0, ClassColours.COUNT)
            .mapToObj(
                c -> {
                  int[] rgb = ClassColours.rgb(c);
                  return ".k%d{--c:rgb(%d,%d,%d)}".formatted(c, rgb[0], rgb[1], rgb[2]);
                })
            .collect(Collectors.joining())
        + ".field{position:relative;max-width:46rem;margin:.6rem 0}"
        + ".field img{display:block;width:100%;border-radius:4px}"
        + ".field svg{position:absolute;inset:0;width:100%;height:100%}"
        + ".field rect{fill:transparent;stroke:var(--c);stroke-width:2;vector-effect:non-scaling-stroke}"
        + ".field .outlined rect{stroke-width:1;stroke-opacity:.5}"
        + ".field path{fill:none;stroke:var(--c);stroke-width:2;vector-effect:non-scaling-stroke;pointer-events:none}"
        + ".field path.nucleus{stroke-width:1.25}"
        + ".field g:focus{outline:none}"
        + ".field g:hover rect,.field g:focus rect{stroke-width:4;fill:rgba(255,255,255,.2)}"
        + ".field text{visibility:hidden;pointer-events:none;fill:#111;stroke:#fff;stroke-width:.3em;stroke-linejoin:round;paint-order:stroke;font-weight:650}"
        + ".field g:hover text,.field g:focus text{visibility:visible}"
        + ".swatch{display:inline-block;width:.9rem;height:.9rem;border:3px solid var(--c);vertical-align:-.12rem;margin-right:.35rem}"
        + ".cells.found li{border-top:3px solid var(--c)}.cells.found img{background:none}"
        + "#fields .name{min-width:9rem}"
        + "@media(max-width:40rem){.tiles{grid-template-columns:repeat(auto-fit,minmax(5.5rem,1fr))}}"
        + "@media print{.field{max-width:12cm}}";
  }

  /**
   * Writes the field with its boxes. Small boxes are above large ones, so that a pointer reaches
   * all.
   */
  void write(Markup page) {
    int width = pictures.whole().width();
    int height = pictures.whole().height();
    page.open("div", "class", "field");
    page.empty(
        "img", "src", jpeg(pictures.whole().jpeg()), "alt", "The field " + name, "loading", "lazy");
    page.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 %d %d".formatted(width, height),
        "role",
        "group",
        "aria-label",
        "Boxes in " + name);
    double letters = LETTERS * Math.max(width, height);
    pictures.marks().stream()
        .sorted(
            Comparator.comparingDouble((FieldPictures.Mark mark) -> mark.box().area()).reversed())
        .forEach(mark -> write(page, mark, width, letters));
    page.close().close();
  }

  private static void write(Markup page, FieldPictures.Mark mark, int width, double letters) {
    BoundingBox box = mark.box();
    String outlined = mark.outlines().isEmpty() ? "" : " outlined";
    page.open("g", "class", style(mark.classIndex()) + outlined, "tabindex", "0");
    page.element("title", mark.words());
    page.empty(
        "rect",
        "x",
        number(box.left()),
        "y",
        number(box.top()),
        "width",
        number(box.width()),
        "height",
        number(box.height()));
    for (int i = 0; i < mark.outlines().size(); i++) {
      page.empty("path", "class", i == 0 ? "cell" : "nucleus", "d", mark.outlines().get(i));
    }
    boolean right = box.centreX() > width / 2.0;
    boolean above = box.top() > 1.5 * letters;
    page.element(
        "text",
        mark.words(),
        "x",
        number(right ? Math.min(box.right(), width) : Math.max(0, box.left())),
        "y",
        number(above ? box.top() - 0.4 * letters : Math.max(0, box.top()) + 1.2 * letters),
        "text-anchor",
        right ? "end" : "start",
        "style",
        "font-size:" + number(letters) + "px");
    page.close();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** {@return a picture as the address of itself} */
  static String jpeg(byte[] picture) {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(picture);
  }
}
