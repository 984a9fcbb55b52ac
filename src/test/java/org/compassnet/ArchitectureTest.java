package org.compassnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The program keeps the rules of the {@link House}, and each rule finds those who break it. */
class ArchitectureTest {

  private static final House HOUSE = new House("org.compassnet");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.compassnet");

  /** A house of a few classes, each of which breaks one rule or more. */
  private static final House BROKEN = new House("org.compassnet.broken");

  private static final JavaClasses BROKEN_CLASSES =
      new ClassFileImporter().importPackages("org.compassnet.broken");

  /** Who of them breaks what, and nobody else does. */
  private static final Map<String, Set<String>> CULPRITS =
      Map.ofEntries(
          Map.entry("packagesKnowOnlyThoseAboveThem", Set.of("KnowsSearch")),
          Map.entry("everyClassIsInOneOfThePackages", Set.of("Homeless")),
          Map.entry("packagesHaveNoCycles", Set.of("KnowsSearch", "KnowsStudy")),
          Map.entry("librariesStayInTheirRooms", Set.of("HasOptions")),
          Map.entry("onlyTheCommandLineExits", Set.of("Exits")),
          Map.entry("onlyTheCommandLinePrints", Set.of("Prints")),
          Map.entry("chanceComesFromTheRootSeed", Set.of("RollsDice")),
          Map.entry("onlyTheRandomStreamsMakeGenerators", Set.of("MakesGenerator")),
          Map.entry("resultsDoNotKnowTheDate", Set.of("SeedsByTheClock")),
          Map.entry("resultsDoNotKnowTheTime", Set.of("SeedsByTheClock")),
          Map.entry("reportComputesNothing", Set.of("Computes")));

  static Set<String> rules() {
    return HOUSE.rules().keySet();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramKeeps(String rule) {
    HOUSE.rules().get(rule).check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theBrokenHouseIsFoundOutBy(String rule) {
    EvaluationResult result = BROKEN.rules().get(rule).evaluate(BROKEN_CLASSES);

    Set<String> found = new TreeSet<>();
    result.getFailureReport().getDetails().forEach(line -> culprits(line).forEach(found::add));
    assertThat(found).isEqualTo(CULPRITS.get(rule));
  }

  /** The class of each line, in which a dependency begins: {@code Method <a.b.Class.method()>}. */
  private static Stream<String> culprits(String lines) {
    return lines
        .lines()
        .map(Pattern.compile("<?org\\.compassnet\\.broken\\.[a-z]+\\.([A-Z]\\w*)")::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1));
  }
}
