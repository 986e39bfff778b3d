package io.godwit.policy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String CORE = "io.godwit.policy.escalation";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.godwit.policy");

  @Test
  void coreKnowsOnlyJavaAndTheEvents() {
    assertThat(CLASSES.stream().filter(found -> found.getPackageName().equals(CORE)))
        .hasSizeGreaterThan(8);
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..", "io.godwit.events..", CORE)
                .and(resideOutsideOfPackages("io.godwit.events.wire..")))
        .check(CLASSES);
  }

  @Test
  void coreTakesTimeAndIdsAsArguments() {
    noClasses().that().resideInAPackage(CORE).should().callMethodWhere(isAmbient()).check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(nameMatching(Random.class.getName() + "|" + Clock.class.getName()))
        .check(CLASSES);
  }

  @Test
  void nobodyButTheShellItselfKnowsTheShell() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..adapter..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..adapter..")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaMethodCall> isAmbient() {
    return DescribedPredicate.describe(
        "asks for the time or a new id",
        call -> {
          var name = call.getTargetOwner().getName() + "." + call.getName();
          return name.equals(Instant.class.getName() + ".now")
              || name.equals(UUID.class.getName() + ".randomUUID")
              || name.equals("java.lang.System.currentTimeMillis")
              || name.equals("java.lang.System.nanoTime");
        });
  }
}
