package org.compassnet.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a question.
 *
 * @param answer supported if all claims are; not supported if one is not; undecided otherwise
 */
public record Verdict(Question question, Answer answer, List<JudgedClaim> claims) {

  /** Of the claims of a question. */
  static Verdict of(Question question, List<JudgedClaim> claims) {
    boolean all = claims.stream().allMatch(c -> c.answer() == Answer.SUPPORTED);
    boolean not = claims.stream().anyMatch(c -> c.answer() == Answer.NOT_SUPPORTED);
    return new Verdict(
        question,
        all ? Answer.SUPPORTED : not ? Answer.NOT_SUPPORTED : Answer.UNDECIDED,
        List.copyOf(claims));
  }

  /** For verdicts.json. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("question", question.number());
    tree.put("text", question.text());
    tree.put("answer", answer);
    tree.put("claims", claims.stream().map(JudgedClaim::tree).toList());
    return tree;
  }
}
