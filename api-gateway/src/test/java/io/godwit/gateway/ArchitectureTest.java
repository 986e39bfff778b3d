package io.godwit.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import io.godwit.service.testing.CoreIsPure;
import io.godwit.service.testing.ServiceClasses;
import org.junit.jupiter.api.Test;

class ArchitectureTest implements CoreIsPure {
  private static final ServiceClasses SERVICE = ServiceClasses.of("io.godwit.gateway", 20, 20);

  @Override
  public ServiceClasses service() {
    return SERVICE;
  }

  /** Its packages share classes, which the rule on the adapters would not notice outside of it. */
  @Test
  void nothingOfHttpIsImportedElsewhere() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.godwit.gateway.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.godwit.gateway.http..")
        .check(SERVICE.classes());
  }
}
