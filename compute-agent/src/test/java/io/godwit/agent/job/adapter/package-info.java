@NullMarked
package io.godwit.agent.job.adapter;

import org.jspecify.annotations.NullMarked;
