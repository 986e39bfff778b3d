package io.godwit.agent;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.godwit.agent");

  /** All but the adapters and the composition in the root package. */
  private static final DescribedPredicate<JavaClass> CORE =
      resideInAPackage("io.godwit.agent..")
          .and(not(resideInAPackage("..adapter..")))
          .and(not(resideInAPackage("io.godwit.agent")))
          .as("the cores");

  @Test
  void coresDependOnNothingButJavaEventsAndCores() {
    var allowed =
        resideInAnyPackage("java..", "org.jspecify..", "io.godwit.events..")
            .and(not(resideInAPackage("io.godwit.events.wire..")))
            .or(CORE);
    classes().that(CORE).should().onlyDependOnClassesThat(allowed).check(CLASSES);
  }

  @Test
  void coresKnowNoTimeChanceOrNewIds() {
    noClasses()
        .that(CORE)
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheCompositionUsesAnotherFeaturesAdapter() {
    for (var feature : new String[] {"bus", "host", "job", "journal"}) {
      noClasses()
          .that(
              resideInAPackage("io.godwit.agent..")
                  .and(not(resideInAPackage("io.godwit.agent")))
                  .and(not(resideInAPackage("io.godwit.agent." + feature + ".adapter"))))
          .should()
          .dependOnClassesThat(resideInAPackage("io.godwit.agent." + feature + ".adapter"))
          .check(CLASSES);
    }
  }

  @Test
  void theRulesMatchClasses() {
    assertThat(CLASSES.that(CORE)).hasSizeGreaterThan(30);
  }
}
