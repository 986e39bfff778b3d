package io.godwit.service.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The architecture of every service, checked by a test of each that implements this. */
public interface CoreIsPure {
  Set<String> AMBIENT =
      Set.of(
          Instant.class.getName() + ".now",
          UUID.class.getName() + ".randomUUID",
          System.class.getName() + ".currentTimeMillis",
          System.class.getName() + ".nanoTime");

  ServiceClasses service();

  /** Whether the root package puts the service together by hand, and so knows the adapters. */
  default boolean isComposedByHand() {
    return false;
  }

  @Test
  default void rulesMatchClasses() {
    assertThat(service().classes().that(service().cores()))
        .hasSizeGreaterThan(service().fewestOfCores());
    assertThat(service().classes().that(service().shells()))
        .hasSizeGreaterThan(service().fewestOfShells());
  }

  @Test
  default void coresKnowOnlyJavaTheEventsAndCores() {
    var allowed =
        resideInAnyPackage(
                "java..", "org.jspecify..", "io.godwit.events..", "io.godwit.convergence..")
            .and(not(resideInAPackage("io.godwit.events.wire..")))
            .or(service().cores());
    classes()
        .that(service().cores())
        .should()
        .onlyDependOnClassesThat(allowed)
        .check(service().classes());
  }

  @Test
  default void coresAreToldTheTimeAndTheIds() {
    var ambient =
        DescribedPredicate.<JavaMethodCall>describe(
            "asks for the time or a new id",
            call -> AMBIENT.contains(call.getTargetOwner().getName() + "." + call.getName()));
    noClasses()
        .that(service().cores())
        .should()
        .callMethodWhere(ambient)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(service().classes());
  }

  @Test
  default void nobodyImportsAnAdapterOfAnotherFeature() {
    for (var adapter : service().adapters()) {
      DescribedPredicate<JavaClass> others = not(resideInAPackage(adapter));
      noClasses()
          .that(isComposedByHand() ? others.and(not(resideInAPackage(service().root()))) : others)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(adapter)
          .check(service().classes());
    }
  }
}
