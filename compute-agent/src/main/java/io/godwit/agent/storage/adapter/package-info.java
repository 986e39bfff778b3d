/** iSCSI sessions by open-iscsi's command. */
@NullMarked
package io.godwit.agent.storage.adapter;

import org.jspecify.annotations.NullMarked;
