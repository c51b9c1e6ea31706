package org.allnet.service.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.allnet.data.RunException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/**
 * Text on A4 pages, from the top down, with a foot and, if there is one, a word across each page. A
 * letter that the font has not becomes its number, such as {@code [U+767D]}.
 */
final class PdfPages implements AutoCloseable {

  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final float MARGIN = 50;
  private static final float FOOT = 60;
  private static final PDRectangle SIZE = PDRectangle.A4;

  /** How wide text may be, in points. */
  static final float WIDTH = SIZE.getWidth() - 2 * MARGIN;

  private final PDDocument document = new PDDocument();
  private final Optional<String> across;
  private final PDFont font;
  private final Map<Integer, String> letters = new HashMap<>();
  private Optional<Head> head = Optional.empty();
  private PDPageContentStream stream;
  private float y;

  /** The first row of a table, which each page has again on which the table goes on. */
  private record Head(List<String> cells, float[] widths, float size) {}

  PdfPages(Optional<String> across) throws IOException {
    this.across = across;
    try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
      if (in == null) {
        throw new RunException("PDF: its font is missing; the program is not whole");
      }
      font = PDType0Font.load(document, in, true);
    }
    stream = page();
  }

  private PDPageContentStream page() throws IOException {
    PDPage page = new PDPage(SIZE);
    document.addPage(page);
    PDPageContentStream started = new PDPageContentStream(document, page);
    if (across.isPresent()) {
      String word = shown(across.get());
      float size = Math.min(64, 620 / width(word, 1));
      started.beginText();
      started.setNonStrokingColor(0.85f);
      started.setFont(font, size);
      Matrix place = Matrix.getTranslateInstance(SIZE.getWidth() / 2, SIZE.getHeight() / 2);
      place.concatenate(Matrix.getRotateInstance(Math.toRadians(50), 0, 0));
      place.concatenate(Matrix.getTranslateInstance(-width(word, size) / 2, -size / 3));
      started.setTextMatrix(place);
      started.showText(word);
      started.endText();
      started.setNonStrokingColor(0f);
    }
    y = SIZE.getHeight() - MARGIN;
    return started;
  }

  /** A paragraph over the whole width. */
  void text(String text, float size) throws IOException {
    row(List.of(text), new float[] {WIDTH}, size);
  }

  /** Room above what follows; a new page if that would not hold a few lines. */
  void gap(float points) throws IOException {
    y -= points;
    if (y < FOOT + 60) {
      next();
    }
  }

  private void next() throws IOException {
    stream.close();
    stream = page();
    if (head.isPresent()) {
      Head again = head.get();
      head = Optional.empty();
      row(again.cells, again.widths, again.size);
      rule();
      head = Optional.of(again);
    }
  }

  /** Begins a table, with what its columns are. */
  void head(List<String> cells, float[] widths, float size) throws IOException {
    row(cells, widths, size);
    rule();
    head = Optional.of(new Head(cells, widths, size));
  }

  /** Ends a table. */
  void endHead() {
    head = Optional.empty();
  }

  private void rule() throws IOException {
    y -= 3;
    stream.setStrokingColor(0.6f);
    stream.moveTo(MARGIN, y);
    stream.lineTo(MARGIN + WIDTH, y);
    stream.stroke();
  }

  /** Texts beside one another, each wrapped in its column. */
  void row(List<String> cells, float[] widths, float size) throws IOException {
    List<List<String>> wrapped = new ArrayList<>();
    int lines = 0;
    for (int i = 0; i < cells.size(); i++) {
      wrapped.add(wrap(shown(cells.get(i)), widths[i] - 6, size));
      lines = Math.max(lines, wrapped.get(i).size());
    }
    float needed = lines * size * 1.3f;
    boolean isLow = y - needed < FOOT + size;
    if (isLow && needed < SIZE.getHeight() - FOOT - 3 * MARGIN) {
      next(); // a row is not torn
    }
    for (int line = 0; line < lines; line++) {
      if (y - size < FOOT) {
        next();
      }
      y -= size * 1.3f;
      float x = MARGIN;
      for (int i = 0; i < cells.size(); i++) {
        if (line < wrapped.get(i).size()) {
          write(stream, wrapped.get(i).get(line), x, y, size);
        }
        x += widths[i];
      }
    }
  }

  private void write(PDPageContentStream to, String text, float x, float at, float size)
      throws IOException {
    to.beginText();
    to.setFont(font, size);
    to.newLineAtOffset(x, at);
    to.showText(text);
    to.endText();
  }

  private List<String> wrap(String text, float width, float size) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(longer, size) <= width) {
        line.setLength(0);
        line.append(longer);
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      for (int letter : word.codePoints().toArray()) {
        String more = line + Character.toString(letter);
        if (width(more, size) > width && !line.isEmpty()) {
          lines.add(line.toString());
          line.setLength(0);
        }
        line.appendCodePoint(letter);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private float width(String text, float size) throws IOException {
    return font.getStringWidth(text) / 1000 * size;
  }

  private String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(letter -> shown.append(letters.computeIfAbsent(letter, this::letter)));
    return shown.toString();
  }

  private String letter(int codePoint) {
    if (Character.isWhitespace(codePoint)) {
      return " ";
    }
    String letter = Character.toString(codePoint);
    try {
      font.encode(letter);
      return letter;
    } catch (IllegalArgumentException | IOException e) {
      return "[U+%04X]".formatted(codePoint);
    }
  }

  /** Writes the foot of each page, and returns the file. */
  byte[] finish(String title, List<String> foot, Instant at) throws IOException {
    stream.close();
    int pages = document.getNumberOfPages();
    for (int i = 0; i < pages; i++) {
      try (PDPageContentStream below =
          new PDPageContentStream(
              document, document.getPage(i), PDPageContentStream.AppendMode.APPEND, true, true)) {
        float line = FOOT - 18;
        for (String text : foot) {
          write(below, shown(text), MARGIN, line, 7.5f);
          line -= 10;
        }
        String number = "page %d of %d".formatted(i + 1, pages);
        write(below, number, MARGIN + WIDTH - width(number, 7.5f), FOOT - 18, 7.5f);
      }
    }
    GregorianCalendar made = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    made.setTimeInMillis(at.toEpochMilli());
    document.getDocumentInformation().setTitle(title);
    document.getDocumentInformation().setCreationDate(made);
    document.getDocumentCatalog().setLanguage("en");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
