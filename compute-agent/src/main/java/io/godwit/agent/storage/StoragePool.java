package io.godwit.agent.storage;

import io.godwit.events.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A storage pool that is defined on a host.
 *
 * @param name its name
 * @param type libvirt's type, like {@code dir}, {@code netfs}, {@code iscsi}
 * @param active whether it is started
 * @param available bytes for new volumes; of a pool that is not started: zero
 * @param path where its volumes appear; absent: nowhere
 * @param target that it is made of; absent: it is not iSCSI
 * @param authenticates whether it logs in with a secret of its own, which only libvirt has
 */
public record StoragePool(
    String name,
    String type,
    boolean active,
    Bytes available,
    @Nullable String path,
    @Nullable IscsiTarget target,
    boolean authenticates) {}
