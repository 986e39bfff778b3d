package io.godwit.policy;

import io.godwit.service.testing.CoreIsPure;
import io.godwit.service.testing.ServiceClasses;

class ArchitectureTest implements CoreIsPure {
  private static final ServiceClasses SERVICE = ServiceClasses.of("io.godwit.policy", 8, 5);

  @Override
  public ServiceClasses service() {
    return SERVICE;
  }
}
