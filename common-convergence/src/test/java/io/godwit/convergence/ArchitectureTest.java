package io.godwit.convergence;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.godwit.convergence..";

  @Test
  void allOfItKnowsOnlyJavaAndTheEvents() {
    var allowed =
        resideInAnyPackage("java..", "org.jspecify..", "io.godwit.events..", ROOT)
            .and(DescribedPredicate.not(resideInAPackage("io.godwit.events.wire..")));
    classes()
        .should()
        .onlyDependOnClassesThat(allowed)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.godwit.convergence"));
  }
}
