package org.compassnet;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The rules of the house, for the packages under a base package: {@code org.compassnet} itself, or
 * a small house built to break them.
 */
final class House {

  /** The packages in the order in which the data travels; the command line knows all. */
  private static final List<String> ORDER =
      List.of(
          "config",
          "files",
          "trajectory",
          "network",
          "engine",
          "training",
          "analysis",
          "cells",
          "connectome",
          "study",
          "search",
          "report",
          "cli");

  /** Libraries, and the packages that may know them: what is exchanged is exchanged there. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("picocli..", Set.of("cli")),
          Map.entry("org.jline..", Set.of("cli")),
          Map.entry("me.tongfei.progressbar..", Set.of("cli")),
          Map.entry("io.vertx..", Set.of("cli")),
          Map.entry("java.awt..", Set.of("report")),
          Map.entry("de.erichseifert.vectorgraphics2d..", Set.of("report")),
          Map.entry("org.deeplearning4j.arbiter..", Set.of("search")),
          Map.entry("org.apache.spark..", Set.of("search")),
          Map.entry("io.jhdf..", Set.of("cells")),
          Map.entry("us.hebi.matlab..", Set.of("cells")),
          Map.entry("jdk.incubator.vector..", Set.of("network", "engine")));

  /** Every source of chance that does not come from the root seed. */
  private static final Set<String> UNSEEDED =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.util.random.RandomGenerator",
          "java.util.random.RandomGeneratorFactory",
          "org.nd4j.linalg.api.rng.Random");

  /** Who may ask for the time of day: what is said of a run or a lock, never a result. */
  private static final Set<String> KEEPS_THE_DATE =
      Set.of("training.Provenance", "search.Search", "files.FolderLock");

  /** Who may take the time: what measures or shows how long something took. */
  private static final Set<String> TAKES_THE_TIME =
      Set.of("network", "engine", "training", "search", "cli");

  /** Who runs networks, draws numbers or fits them; a report takes what they made. */
  private static final Set<String> COMPUTES =
      Set.of(
          "config.RandomStreams",
          "network.CtRnnModel",
          "network.HeadDirectionNetwork",
          "network.Simulator",
          "training.Trainer",
          "training.TrialSource",
          "trajectory.HeadDirectionTask");

  private static final Set<String> COMPUTING_LIBRARIES =
      Set.of("org.apache.commons.rng", "org.hipparchus", "org.nd4j", "org.deeplearning4j");

  private final String base;

  House(String base) {
    this.base = base;
  }

  /** All rules, by name. */
  Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("packagesKnowOnlyThoseAboveThem", packagesKnowOnlyThoseAboveThem());
    rules.put("everyClassIsInOneOfThePackages", everyClassIsInOneOfThePackages());
    rules.put("packagesHaveNoCycles", packagesHaveNoCycles());
    rules.put("librariesStayInTheirRooms", librariesStayInTheirRooms());
    rules.put("onlyTheCommandLineExits", onlyTheCommandLineExits());
    rules.put("onlyTheCommandLinePrints", onlyTheCommandLinePrints());
    rules.put("chanceComesFromTheRootSeed", chanceComesFromTheRootSeed());
    rules.put("onlyTheRandomStreamsMakeGenerators", onlyTheRandomStreamsMakeGenerators());
    rules.put("resultsDoNotKnowTheDate", resultsDoNotKnowTheDate());
    rules.put("resultsDoNotKnowTheTime", resultsDoNotKnowTheTime());
    rules.put("reportComputesNothing", reportComputesNothing());
    return rules;
  }

  ArchRule packagesKnowOnlyThoseAboveThem() {
    return classes().should(knowOnlyThoseAbove());
  }

  ArchRule everyClassIsInOneOfThePackages() {
    return classes()
        .should()
        .resideInAnyPackage(ORDER.stream().map(this::in).toArray(String[]::new));
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(base + ".(*)..").should().beFreeOfCycles();
  }

  ArchRule librariesStayInTheirRooms() {
    return classes().should(keepLibrariesInTheirRooms());
  }

  ArchRule onlyTheCommandLineExits() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("cli"))
        .should()
        .accessTargetWhere(
            access(
                "ends the process",
                Map.of(System.class, Set.of("exit"), Runtime.class, Set.of("exit", "halt"))))
        .because("errors are exceptions, and a notebook or a test lives on after them");
  }

  ArchRule onlyTheCommandLinePrints() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("cli"))
        .should()
        .accessTargetWhere(printing())
        .because("a result is a value; what of it is shown, and where, is decided by who asked");
  }

  ArchRule chanceComesFromTheRootSeed() {
    return noClasses()
        .should()
        .dependOnClassesThat(
            describe("draw numbers of their own", type -> UNSEEDED.contains(type.getFullName())))
        .orShould()
        .accessTargetWhere(
            describe(
                "draws numbers that no seed decides",
                access ->
                    calls(access, Math.class, "random")
                        || calls(access, StrictMath.class, "random")
                        || calls(access, UUID.class, "randomUUID")
                        || calls(access, Collections.class, "shuffle")
                        || access
                                .getTargetOwner()
                                .getFullName()
                                .equals("org.nd4j.linalg.factory.Nd4j")
                            && access.getName().startsWith("rand")))
        .because("the same seed gives the same numbers");
  }

  ArchRule onlyTheRandomStreamsMakeGenerators() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(base + ".config.RandomStreams")
        .should()
        .accessTargetWhere(
            target(owner(assignableTo("org.apache.commons.rng.simple.RandomSource")))
                .as("makes a generator"))
        .because("every stream has a name and comes from the root seed");
  }

  ArchRule resultsDoNotKnowTheDate() {
    return noClasses()
        .that(
            describe(
                "are none of " + KEEPS_THE_DATE,
                type -> !KEEPS_THE_DATE.contains(within(topLevel(type).getFullName()))))
        .should()
        .accessTargetWhere(
            describe(
                "asks for the date",
                access ->
                    calls(access, System.class, "currentTimeMillis")
                        || access.getTargetOwner().getPackageName().equals("java.time")
                            && (access.getName().equals("now")
                                || access.getTargetOwner().getSimpleName().equals("Clock"))
                        || access.getTargetOwner().isEquivalentTo(Date.class)
                        || access.getTargetOwner().isEquivalentTo(Calendar.class)))
        .because("a seed or a result must not depend on it");
  }

  ArchRule resultsDoNotKnowTheTime() {
    return noClasses()
        .that(
            describe(
                "are in none of " + TAKES_THE_TIME, type -> !TAKES_THE_TIME.contains(room(type))))
        .should()
        .callMethod(System.class, "nanoTime")
        .because("what they compute must not depend on it");
  }

  ArchRule reportComputesNothing() {
    return noClasses()
        .that()
        .resideInAPackage(in("report"))
        .should()
        .dependOnClassesThat(
            describe(
                "simulate, draw numbers or do statistics",
                type ->
                    COMPUTES.contains(within(topLevel(type).getFullName()))
                        || COMPUTING_LIBRARIES.stream().anyMatch(type.getPackageName()::startsWith)
                        || room(type).equals("engine")))
        .orShould()
        .accessTargetWhere(
            access(
                "does statistics",
                Map.of(
                    java.util.stream.DoubleStream.class,
                    Set.of("average", "sum", "sorted", "summaryStatistics"),
                    java.util.Arrays.class,
                    Set.of("sort", "parallelSort"))))
        .because("what is drawn is measured before, so that a number has one home");
  }

  private String in(String room) {
    return base + "." + room + "..";
  }

  /** The name of a class or package without the base; as it is outside. */
  private String within(String name) {
    return name.startsWith(base + ".") ? name.substring(base.length() + 1) : name;
  }

  /** The first package below the base; empty outside of it. */
  private String room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(base + ".") ? within(name).split("\\.", 2)[0] : "";
  }

  private static JavaClass topLevel(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  private ArchCondition<JavaClass> knowOnlyThoseAbove() {
    return new ArchCondition<>("know only their own package and those before it of " + ORDER) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        int place = ORDER.indexOf(room(type));
        type.getDirectDependenciesFromSelf().stream()
            .filter(d -> place >= 0 && ORDER.indexOf(room(d.getTargetClass())) > place)
            .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
      }
    };
  }

  private ArchCondition<JavaClass> keepLibrariesInTheirRooms() {
    return new ArchCondition<>("know a library only where it is used: " + ROOMS) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        ROOMS.forEach(
            (library, rooms) -> {
              if (!rooms.contains(room(type))) {
                DescribedPredicate<JavaClass> ofLibrary =
                    JavaClass.Predicates.resideInAPackage(library);
                type.getDirectDependenciesFromSelf().stream()
                    .filter(d -> ofLibrary.test(d.getTargetClass()))
                    .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
              }
            });
      }
    };
  }

  private static DescribedPredicate<JavaAccess<?>> access(
      String what, Map<Class<?>, Set<String>> members) {
    return describe(
        what,
        access ->
            members.entrySet().stream()
                .anyMatch(m -> m.getValue().stream().anyMatch(n -> calls(access, m.getKey(), n))));
  }

  private static boolean calls(JavaAccess<?> access, Class<?> owner, String name) {
    return access.getTargetOwner().isEquivalentTo(owner) && access.getName().equals(name);
  }

  private static DescribedPredicate<JavaAccess<?>> printing() {
    return describe(
        "prints",
        access ->
            access instanceof JavaFieldAccess
                    && access.getTargetOwner().isEquivalentTo(System.class)
                    && Set.of("out", "err").contains(access.getName())
                    && !silencing(access)
                || access.getName().equals("printStackTrace")
                    && access instanceof JavaMethodCall call
                    && call.getTarget().getRawParameterTypes().isEmpty());
  }

  /** SameDiff prints when it differentiates; what keeps it quiet takes System.out away and back. */
  private static boolean silencing(JavaAccess<?> access) {
    return access.getOriginOwner().getSimpleName().equals("QuietThread");
  }
}
