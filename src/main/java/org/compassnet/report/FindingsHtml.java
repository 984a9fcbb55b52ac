package org.compassnet.report;

import static org.compassnet.files.Text.sentence;
import static org.compassnet.report.Typography.html;

import java.util.List;
import org.compassnet.analysis.Finding;
import org.compassnet.config.CriteriaConfig;

/** Findings of one network as HTML. */
final class FindingsHtml {

  private FindingsHtml() {}

  /**
   * A table of all, by section, each a link to its place.
   *
   * @param terms words that it uses
   */
  static String glance(List<Section> sections, String terms) {
    StringBuilder html = new StringBuilder();
    html.append("<section id=\"findings\">\n<h2>At a glance</h2>\n<p class=\"note\">")
        .append(html(terms))
        .append("</p>\n<table class=\"glance\">\n")
        .append(
            "<thead><tr><th>Finding</th><th>Shown?</th><th>Numbers</th></tr></thead>\n<tbody>\n");
    for (Section section : sections) {
      if (section.findings().isEmpty()) {
        continue;
      }
      html.append("<tr><th class=\"theme\" colspan=\"3\" scope=\"rowgroup\">")
          .append(html(section.title()))
          .append("</th></tr>\n");
      for (Finding finding : section.findings()) {
        html.append("<tr class=\"")
            .append(finding.outcome().keyword())
            .append("\"><td><a href=\"#")
            .append(section.id())
            .append("\">")
            .append(html(finding.phenomenon().title()))
            .append("</a></td><td class=\"outcome\">")
            .append(mark(finding.outcome()))
            .append("</td><td>")
            .append(html(sentence(finding.evidence())))
            .append("</td></tr>\n");
      }
    }
    return html.append("</tbody>\n</table>\n</section>\n").toString();
  }

  private static String mark(Finding.Outcome outcome) {
    return switch (outcome) {
      case SHOWN -> "<span aria-hidden=\"true\">\u2713</span> shown";
      case NOT_SHOWN -> "<span aria-hidden=\"true\">\u2717</span> not shown";
      case NOT_MEASURED -> "<span aria-hidden=\"true\">\u2013</span> not measured";
    };
  }

  /** The findings of a section, each with its numbers and its criterion. */
  static String list(List<Finding> findings, CriteriaConfig criteria) {
    StringBuilder html = new StringBuilder("<ul class=\"findings\">\n");
    for (Finding finding : findings) {
      html.append("<li class=\"")
          .append(finding.outcome().keyword())
          .append("\"><strong>")
          .append(mark(finding.outcome()))
          .append(":</strong> ")
          .append(html(finding.phenomenon().title()))
          .append(". <span class=\"evidence\">")
          .append(html(sentence(finding.evidence())))
          .append(".</span> <span class=\"criterion\">Criterion: ")
          .append(html(finding.phenomenon().criterion(criteria)))
          .append(".</span></li>\n");
    }
    return html.append("</ul>\n").toString();
  }
}
