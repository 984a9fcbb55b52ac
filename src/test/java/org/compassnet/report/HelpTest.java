package org.compassnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.compassnet.analysis.Analysis;
import org.compassnet.analysis.Help;
import org.compassnet.analysis.Observation;
import org.compassnet.analysis.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  /** Names with the number of parameters: overloads that differ in types alone share a line. */
  private static Set<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
        .filter(m -> !OF_EVERY_OBJECT.contains(m.getName()))
        .map(
            m ->
                (Modifier.isStatic(m.getModifiers()) ? "static " : "")
                    + m.getName()
                    + "/"
                    + m.getParameterCount())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> calls(Class<?> type) {
    return Help.of(type).lines().stream()
        .map(
            line -> {
              String call = line.call();
              int open = call.indexOf('(');
              String arguments = call.substring(open + 1, call.length() - 1);
              int dot = call.indexOf('.');
              return (Character.isUpperCase(call.charAt(0)) ? "static " : "")
                  + call.substring(dot + 1, open)
                  + "/"
                  + (arguments.isEmpty() ? 0 : arguments.split(",").length);
            })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(classes = {Run.class, Analysis.class, Observation.class, Figures.class})
  void everyPublicMethodHasItsLineAndEveryLineItsMethod(Class<?> type) {
    assertThat(calls(type)).isEqualTo(methods(type)).isNotEmpty();
  }

  @Test
  void aLineIsACallAndWhatItGives() {
    assertThat(Figures.help().toString())
        .startsWith("call ")
        .containsPattern("\nFigures\\.curves\\(.*\\) +curves of your own");
  }

  @Test
  void aClassWithoutHelpIsNamed() {
    assertThatThrownBy(() -> Help.of(Method.class)).hasMessageContaining("help/Method.txt");
  }
}
