package org.compassnet.report;

import static org.compassnet.report.Typography.html;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.compassnet.study.Answer;
import org.compassnet.study.JudgedClaim;
import org.compassnet.study.Verdict;

/** Verdicts of a study as HTML. */
final class VerdictsHtml {

  private VerdictsHtml() {}

  private static String title(Verdict verdict) {
    return verdict.question().number() + ". " + verdict.question().text();
  }

  /** A table of the questions, each a link to its place. */
  static String glance(List<Verdict> verdicts) {
    StringBuilder html = new StringBuilder();
    html.append("<section id=\"findings\">\n<h2>At a glance</h2>\n<table class=\"glance\">\n")
        .append(
            "<thead><tr><th>Question</th><th>Verdict</th><th>Claims</th></tr></thead>\n<tbody>\n");
    for (Verdict verdict : verdicts) {
      html.append("<tr class=\"")
          .append(style(verdict.answer()))
          .append("\"><td><a href=\"#question-")
          .append(verdict.question().number())
          .append("\">")
          .append(html(title(verdict)))
          .append("</a></td><td class=\"outcome\">")
          .append(mark(verdict.answer()))
          .append("</td><td>")
          .append(html(claims(verdict)))
          .append("</td></tr>\n");
    }
    return html.append("</tbody>\n</table>\n</section>\n").toString();
  }

  private static String claims(Verdict verdict) {
    return Arrays.stream(Answer.values())
        .filter(answer -> count(verdict, answer) > 0)
        .map(answer -> count(verdict, answer) + " " + answer.words())
        .collect(Collectors.joining(", "));
  }

  private static long count(Verdict verdict, Answer answer) {
    return verdict.claims().stream().filter(c -> c.answer() == answer).count();
  }

  private static String style(Answer answer) {
    return switch (answer) {
      case SUPPORTED -> "shown";
      case NOT_SUPPORTED -> "not_shown";
      case UNDECIDED -> "not_measured";
    };
  }

  private static String mark(Answer answer) {
    return switch (answer) {
      case SUPPORTED -> "<span aria-hidden=\"true\">\u2713</span> supported";
      case NOT_SUPPORTED -> "<span aria-hidden=\"true\">\u2717</span> not supported";
      case UNDECIDED -> "<span aria-hidden=\"true\">?</span> undecided with these seeds";
    };
  }

  /** The begin of a question's section: its answer, and its claims with a line of numbers each. */
  static String question(Verdict verdict, List<String> numbers) {
    StringBuilder html = new StringBuilder();
    html.append("<section id=\"question-")
        .append(verdict.question().number())
        .append("\">\n<h2>")
        .append(html(title(verdict)))
        .append("</h2>\n<p class=\"")
        .append(style(verdict.answer()))
        .append("\"><strong>")
        .append(mark(verdict.answer()))
        .append("</strong></p>\n<ul class=\"findings\">\n");
    for (int k = 0; k < verdict.claims().size(); k++) {
      JudgedClaim claim = verdict.claims().get(k);
      html.append("<li class=\"")
          .append(style(claim.answer()))
          .append("\"><strong>")
          .append(mark(claim.answer()))
          .append(":</strong> ")
          .append(html(claim.claim().text()))
          .append(". <span class=\"criterion\">")
          .append(html(numbers.get(k)))
          .append("</span></li>\n");
    }
    return html.append("</ul>\n").toString();
  }
}
