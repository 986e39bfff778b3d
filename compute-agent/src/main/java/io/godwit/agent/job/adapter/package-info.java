/** Runs each migration's decisions on threads of its own, against the hypervisor. */
@NullMarked
package io.godwit.agent.job.adapter;

import org.jspecify.annotations.NullMarked;
