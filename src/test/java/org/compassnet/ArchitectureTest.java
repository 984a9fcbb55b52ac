package org.compassnet;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import org.compassnet.config.UserError;

/** A class knows only its own package and those above it in the order in which the data travels. */
@AnalyzeClasses(packages = "org.compassnet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final List<String> ORDER =
      List.of(
          "config",
          "files",
          "trajectory",
          "network",
          "training",
          "analysis",
          "study",
          "search",
          "report",
          "cli");

  private static DescribedPredicate<JavaClass> laterThan(int place) {
    return DescribedPredicate.describe(
        "in a later package than " + ORDER.get(place),
        type ->
            ORDER.stream()
                .skip(place + 1)
                .anyMatch(p -> type.getPackageName().startsWith("org.compassnet." + p)));
  }

  @ArchTest
  void packagesKnowOnlyThoseAboveThem(com.tngtech.archunit.core.domain.JavaClasses classes) {
    for (int place = 0; place < ORDER.size() - 1; place++) {
      ArchRuleDefinition.noClasses()
          .that()
          .resideInAPackage("org.compassnet." + ORDER.get(place) + "..")
          .should()
          .dependOnClassesThat(laterThan(place))
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule EVERY_PACKAGE_HAS_ITS_PLACE =
      ArchRuleDefinition.classes()
          .should()
          .resideInAnyPackage(
              ORDER.stream().map(p -> "org.compassnet." + p + "..").toArray(String[]::new));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.compassnet.(*)..").should().beFreeOfCycles();

  /** Only the command line draws its own line to the user; the rest throws. */
  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_EXITS =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("org.compassnet.cli..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .because("errors are exceptions such as " + UserError.class.getSimpleName());
}
