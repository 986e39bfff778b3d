package io.godwit.agent.storage;

import java.util.List;

/**
 * The host's side of iSCSI. Every call blocks, within a limit of its own, and throws {@link
 * StorageException} with the words of what refused.
 */
public interface IscsiInitiator {
  /** The targets that the host is logged in to. */
  List<IscsiTarget> sessions();

  /** Finds the target at its portal and logs in; logged in already is no error. */
  void logIn(IscsiTarget target);

  /** Logs out; not logged in is no error. */
  void logOut(IscsiTarget target);
}
