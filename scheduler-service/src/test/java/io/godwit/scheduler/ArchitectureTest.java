package io.godwit.scheduler;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
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

/** The cores stay pure, and nobody imports an adapter. */
class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.godwit.scheduler");

  private static final DescribedPredicate<JavaClass> CORE =
      resideInAPackage("io.godwit.scheduler.*").and(resideOutsideOfPackage("..adapter.."));

  @Test
  void coresImportOnlyJavaAndTheEvents() {
    classes()
        .that(CORE)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("java..")
                .or(resideInAPackage("org.jspecify.."))
                .or(
                    resideInAPackage("io.godwit.events..")
                        .and(resideOutsideOfPackage("io.godwit.events.wire..")))
                .or(CORE))
        .check(ALL);
  }

  @Test
  void coresKnowNoAmbientTimeRandomnessOrNewIds() {
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
        .check(ALL);
  }

  @Test
  void nobodyImportsAnotherFeaturesAdapter() {
    for (var feature : new String[] {"migration", "dispatch", "outbox", "inbox"}) {
      var adapter = "io.godwit.scheduler." + feature + ".adapter";
      noClasses()
          .that()
          .resideOutsideOfPackage(adapter)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(adapter)
          .check(ALL);
    }
  }

  @Test
  void rulesMatchClasses() {
    assertThat(ALL.stream().filter(CORE)).hasSizeGreaterThan(40);
    assertThat(ALL.that(resideInAPackage("..adapter.."))).hasSizeGreaterThan(20);
  }
}
