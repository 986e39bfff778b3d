package io.godwit.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.godwit.gateway");
  private static final String CORE = "io.godwit.gateway.*";
  private static final String SHELL = "io.godwit.gateway.*.adapter";

  @Test
  void theRulesFindCoresAndShells() {
    assertThat(GATEWAY.stream().filter(resideInAnyPackage(CORE))).hasSizeGreaterThan(20);
    assertThat(GATEWAY.stream().filter(resideInAnyPackage(SHELL))).hasSizeGreaterThan(20);
  }

  @Test
  void coresDependOnTheContractAndNothingElse() {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage("java..", "org.jspecify..", "io.godwit.events..", "io.godwit.gateway.*")
            .and(resideOutsideOfPackages("io.godwit.events.wire.."));
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat(allowed)
        .check(GATEWAY);
  }

  @Test
  void coresAreToldTheTimeAndTheIds() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
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
        .check(GATEWAY);
  }

  @Test
  void nobodyImportsAnAdapterOfAnotherFeature() {
    SlicesRuleDefinition.slices()
        .matching("io.godwit.gateway.(*).adapter")
        .should()
        .notDependOnEachOther()
        .check(GATEWAY);
  }
}
