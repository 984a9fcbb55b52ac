package org.compassnet.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.compassnet.config.CriteriaConfig;
import org.compassnet.study.Verdict;

/** The report of a run as one page of HTML that needs nothing else: no network, no other file. */
final class ReportPage {

  private static final String TERMS =
      "Compass units are tuned to head direction alone, shifters to direction and one sense of"
          + " turning (CCW or CW). S_AV and S_HD: how far a unit's rate depends on angular velocity"
          + " and on head direction, from 0 to 1. PD: preferred direction. Bump: the activity of"
          + " the compass units around the ring. R2: share of the weights' variance that a cosine"
          + " explains.";

  private final StringBuilder html = new StringBuilder(1 << 20);
  private final boolean drawn;
  private int figures;

  /**
   * @param drawn whether figures can be drawn; without fonts they are left out
   */
  ReportPage(boolean drawn) {
    this.drawn = drawn;
  }

  /** Head of the page, title and lead. */
  ReportPage begin(String title, String lead) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(escape(title))
        .append("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
        .append(resource("report.css"))
        .append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>")
        .append(escape(title))
        .append("</h1>\n<p class=\"lead\">")
        .append(escape(lead))
        .append("</p>\n</header>\n");
    return this;
  }

  /** Links to the sections. */
  ReportPage contents(Map<String, String> titles) {
    html.append("<nav aria-label=\"Sections\">");
    titles.forEach(
        (id, title) ->
            html.append("<a href=\"#")
                .append(id)
                .append("\">")
                .append(escape(title))
                .append("</a> "));
    html.append("</nav>\n");
    return this;
  }

  /** All findings at a glance, each a link to its place. */
  ReportPage glance(List<Section> sections) {
    html.append(FindingsHtml.glance(sections, TERMS));
    return this;
  }

  /** A table of two columns. */
  ReportPage facts(String id, String title, Map<String, String> facts, List<Plate> plates) {
    html.append("<section id=\"")
        .append(id)
        .append("\">\n<h2>")
        .append(escape(title))
        .append("</h2>\n");
    html.append("<dl class=\"facts\">\n");
    facts.forEach(
        (name, value) ->
            html.append("<div><dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd></div>\n"));
    html.append("</dl>\n");
    plates.forEach(this::plate);
    html.append("</section>\n");
    return this;
  }

  /** A section: its findings, then its figures. */
  ReportPage section(Section section, CriteriaConfig criteria) {
    open(section.id(), section.title(), section.lead());
    html.append(FindingsHtml.list(section.findings(), criteria));
    section.plates().forEach(this::plate);
    for (String note : section.notes()) {
      html.append("<p class=\"note\">").append(escape(note)).append("</p>\n");
    }
    html.append("</section>\n");
    return this;
  }

  /** A section of words, a table and figures. */
  ReportPage table(
      String id,
      String title,
      String lead,
      List<String> header,
      List<List<String>> rows,
      List<Plate> plates) {
    open(id, title, lead);
    if (!rows.isEmpty()) {
      html.append("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
          .append(escape(title))
          .append("\"><table class=\"data\">\n<thead><tr>");
      header.forEach(h -> html.append("<th>").append(escape(h)).append("</th>"));
      html.append("</tr></thead>\n<tbody>\n");
      for (List<String> row : rows) {
        html.append("<tr>");
        row.forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
        html.append("</tr>\n");
      }
      html.append("</tbody>\n</table></div>\n");
    }
    plates.forEach(this::plate);
    html.append("</section>\n");
    return this;
  }

  private void open(String id, String title, String lead) {
    html.append("<section id=\"")
        .append(id)
        .append("\">\n<h2>")
        .append(escape(title))
        .append("</h2>\n<p>")
        .append(escape(lead))
        .append("</p>\n");
  }

  /** The answers to the questions, with a mark and a colour each. */
  ReportPage verdicts(List<Verdict> verdicts) {
    html.append(VerdictsHtml.glance(verdicts));
    return this;
  }

  /** A question: its claims with numbers, then figures. */
  ReportPage question(Verdict verdict, List<String> numbers, String note, List<Plate> plates) {
    html.append(VerdictsHtml.question(verdict, numbers));
    if (!note.isEmpty()) {
      html.append("<p>").append(escape(note)).append("</p>\n");
    }
    plates.forEach(this::plate);
    html.append("</section>\n");
    return this;
  }

  private void plate(Plate plate) {
    if (!drawn) {
      return;
    }
    figures++;
    String alt = plate.caption();
    html.append("<figure id=\"figure-")
        .append(plate.name())
        .append("\">\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Figure ")
        .append(figures)
        .append("\"><img alt=\"")
        .append(escape(alt))
        .append("\" width=\"")
        .append(plate.figure().width())
        .append("\" height=\"")
        .append(plate.figure().height())
        .append("\" src=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(plate.figure().png()))
        .append("\"></div>\n<figcaption><strong>Figure ")
        .append(figures)
        .append(".</strong> ")
        .append(escape(plate.caption()))
        .append("</figcaption>\n</figure>\n");
  }

  /** A part of the page that stands as a resource. */
  ReportPage part(String resource) {
    html.append(resource(resource));
    return this;
  }

  /** The end of a page without an explorer. */
  String end(String footer) {
    html.append("<footer><p>")
        .append(escape(footer))
        .append("</p></footer>\n</main>\n</body>\n</html>\n");
    return html.toString();
  }

  /** Data and script of the explorer, and the end of the page. */
  String end(String json, String footer) {
    html.append("<footer><p>")
        .append(escape(footer))
        .append("</p></footer>\n</main>\n<script type=\"application/json\" id=\"data\">")
        .append(json)
        .append("</script>\n<script>\n")
        .append(resource("report.js"))
        .append("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
