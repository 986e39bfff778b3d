package io.godwit.agent.job.adapter;

import io.godwit.agent.storage.IscsiInitiator;
import io.godwit.agent.storage.IscsiTarget;
import io.godwit.agent.storage.StorageException;
import java.util.List;

/** Of a host without open-iscsi. */
final class NoIscsi implements IscsiInitiator {
  @Override
  public List<IscsiTarget> sessions() {
    throw new StorageException("no iscsiadm here");
  }

  @Override
  public void logIn(IscsiTarget target) {
    throw new StorageException("no iscsiadm here");
  }

  @Override
  public void logOut(IscsiTarget target) {
    throw new StorageException("no iscsiadm here");
  }
}
