package io.godwit.agent;

import io.godwit.service.testing.CoreIsPure;
import io.godwit.service.testing.ServiceClasses;

class ArchitectureTest implements CoreIsPure {
  private static final ServiceClasses SERVICE = ServiceClasses.of("io.godwit.agent", 30, 20);

  @Override
  public ServiceClasses service() {
    return SERVICE;
  }

  @Override
  public boolean isComposedByHand() {
    return true;
  }
}
