package org.compassnet.report;

import static org.compassnet.report.Typography.html;

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

  /** An SVG of more characters is shown as pixels: maps of many cells would make the page slow. */
  private static final int HEAVY = 300_000;

  /** A cell of a table with more characters may take several lines. */
  private static final int LONG = 60;

  private static final String ABOUT =
      "<p class=\"about\">CompassNet trains recurrent networks to keep track of head direction from"
          + " angular velocity alone, and takes them apart as an electrophysiologist and an"
          + " anatomist would. It follows <a href=\"https://arxiv.org/abs/1912.10189\">Cueva, Wang,"
          + " Chin and Wei (2020), Emergence of functional and structural properties of the head"
          + " direction system by optimization of recurrent neural networks</a>, called the paper"
          + " here.</p>\n";

  /** Words that every page uses. */
  private static final String TERMS =
      "Compass units are tuned to head direction (HD) alone, shifters to direction and one sense of"
          + " turning, counterclockwise (CCW) or clockwise (CW). AV: angular velocity. S_AV and"
          + " S_HD: how far a unit's rate depends on angular velocity and on head direction, from"
          + " 0 to 1. PD: preferred direction. Bump: the activity of the compass units around the"
          + " ring.";

  /** And those of what is found of a network. */
  private static final String MORE_TERMS =
      "Estimate: the part of the output that tells the direction. Coherence: of trials that were"
          + " told different directions, whether they still point to different ones; 1 if all do,"
          + " 0 if all have come to one. Hole: a loop that the network's states lie around; one"
          + " alone makes a ring. Participation ratio: how many dimensions the activity fills. R2:"
          + " share of the weights' variance that a cosine explains. SEM: standard error.";

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
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(attribute(title))
        .append("</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
        .append(resource("report.css"))
        .append("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>")
        .append(html(title))
        .append("</h1>\n<p class=\"lead\">")
        .append(html(lead))
        .append("</p>\n")
        .append(ABOUT)
        .append("<p class=\"about\">")
        .append(html(TERMS))
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
                .append(html(title))
                .append("</a> "));
    html.append("</nav>\n");
    return this;
  }

  /** All findings at a glance, each a link to its place. */
  ReportPage glance(List<Section> sections) {
    html.append(FindingsHtml.glance(sections, MORE_TERMS));
    return this;
  }

  /** A table of two columns. */
  ReportPage facts(String id, String title, Map<String, String> facts, List<Plate> plates) {
    html.append("<section id=\"")
        .append(id)
        .append("\">\n<h2>")
        .append(html(title))
        .append("</h2>\n");
    list(facts);
    plates.forEach(this::plate);
    html.append("</section>\n");
    return this;
  }

  /**
   * Where the networks come from, and what makes them again.
   *
   * @param configurations texts by their names, each to unfold and copy
   */
  ReportPage origin(Map<String, String> facts, Map<String, String> configurations) {
    html.append("<section id=\"origin\">\n<h2>Origin</h2>\n");
    list(facts);
    configurations.forEach(
        (name, yaml) ->
            html.append("<details><summary>")
                .append(html(name))
                .append("</summary><pre>")
                .append(Typography.escape(yaml))
                .append("</pre></details>\n"));
    html.append("</section>\n");
    return this;
  }

  private void list(Map<String, String> facts) {
    html.append("<dl class=\"facts\">\n");
    facts.forEach(
        (name, value) ->
            html.append("<div><dt>")
                .append(html(name))
                .append("</dt><dd>")
                .append(html(value))
                .append("</dd></div>\n"));
    html.append("</dl>\n");
  }

  /** A section: its findings, then its figures. */
  ReportPage section(Section section, CriteriaConfig criteria) {
    open(section.id(), section.title(), section.lead());
    html.append(FindingsHtml.list(section.findings(), criteria));
    section.plates().forEach(this::plate);
    for (String note : section.notes()) {
      html.append("<p class=\"note\">").append(html(note)).append("</p>\n");
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
    return table(id, title, lead, header, rows, List.of(), plates);
  }

  /**
   * The same with rows that lead somewhere.
   *
   * @param links where the first cell of each row leads, relative to the page; empty: nowhere
   */
  ReportPage table(
      String id,
      String title,
      String lead,
      List<String> header,
      List<List<String>> rows,
      List<String> links,
      List<Plate> plates) {
    open(id, title, lead);
    if (!rows.isEmpty()) {
      html.append("<div class=\"scroll broad\" tabindex=\"0\" role=\"group\" aria-label=\"")
          .append(attribute(title))
          .append("\"><table class=\"data\">\n<thead><tr>");
      header.forEach(h -> html.append("<th>").append(html(h)).append("</th>"));
      html.append("</tr></thead>\n<tbody>\n");
      for (int k = 0; k < rows.size(); k++) {
        String link = k < links.size() ? links.get(k) : "";
        html.append("<tr>");
        for (int c = 0; c < rows.get(k).size(); c++) {
          String cell = html(rows.get(k).get(c));
          html.append(cell.length() > LONG ? "<td class=\"long\">" : "<td>")
              .append(
                  c > 0 || link.isEmpty()
                      ? cell
                      : "<a href=\"" + attribute(link) + "\">" + cell + "</a>")
              .append("</td>");
        }
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
        .append(html(title))
        .append("</h2>\n<p>")
        .append(html(lead))
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
      html.append("<p>").append(html(note)).append("</p>\n");
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
    html.append("<figure id=\"figure-")
        .append(plate.name())
        .append("\">\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Figure ")
        .append(figures)
        .append("\">")
        .append(picture(plate))
        .append("</div>\n<figcaption><strong>Figure ")
        .append(figures)
        .append(".</strong> ")
        .append(html(plate.caption()))
        .append("</figcaption>\n</figure>\n");
  }

  /** As lines and texts that can be searched and printed at any size, or as pixels. */
  private static String picture(Plate plate) {
    Figure figure = plate.figure();
    String alt = attribute(plate.caption());
    if (figure.svg().length() <= HEAVY) {
      return figure.element(plate.name(), alt);
    }
    return "<img alt=\"%s\" width=\"%d\" height=\"%d\" src=\"data:image/png;base64,%s\">"
        .formatted(
            alt, figure.width(), figure.height(), Base64.getEncoder().encodeToString(figure.png()));
  }

  /** A part of the page that stands as a resource. */
  ReportPage part(String resource) {
    html.append(resource(resource));
    return this;
  }

  /** The end of a page without an explorer. */
  String end(String footer) {
    html.append("<footer><p>")
        .append(html(footer))
        .append("</p></footer>\n</main>\n</body>\n</html>\n");
    return html.toString();
  }

  /** Data and script of the explorer, and the end of the page. */
  String end(String json, String footer) {
    html.append("<footer><p>")
        .append(html(footer))
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

  /** Words within a tag, which can hold no other. */
  private static String attribute(String text) {
    return Typography.escape(Typography.signs(text));
  }
}
